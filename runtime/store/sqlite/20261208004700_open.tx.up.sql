-- 信息公开. What is public of decisions is masked before it comes here; whose decision it was stands in number alone.
-- older programs go on
CREATE TABLE publications (
  id           TEXT PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE, -- of the case; given out to nobody
  item         TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  item_name    TEXT NOT NULL,
  department   TEXT NOT NULL,        -- title
  office       TEXT NOT NULL,
  office_title TEXT NOT NULL,
  outcome      TEXT NOT NULL,        -- granted partly refused
  doc_no       TEXT NOT NULL,        -- of the decision
  decided      TEXT NOT NULL,        -- YYYY-MM-DD
  until        TEXT NOT NULL,        -- its last day
  shown        TEXT NOT NULL,        -- JSON: path and masked value
  number_mask  TEXT NOT NULL,        -- how the number of the licence is shown; '' it is not
  to_mask      TEXT NOT NULL,
  licence_no   TEXT NOT NULL,
  valid_to     TEXT NOT NULL,
  taken_down   TEXT NOT NULL,        -- why; '' it is public
  changed      INTEGER NOT NULL      -- unix microseconds, as all instants
);
--bun:split
CREATE INDEX publications_decided ON publications (decided, id);
--bun:split
-- What monthly statistics count, one row for each decided case.
CREATE TABLE case_outcomes (
  number      TEXT PRIMARY KEY,
  item        TEXT NOT NULL,
  item_name   TEXT NOT NULL,
  office      TEXT NOT NULL,
  office_name TEXT NOT NULL,
  decided     TEXT NOT NULL,    -- YYYY-MM-DD
  in_time     INTEGER NOT NULL, -- 1 within the promised time
  workdays    INTEGER NOT NULL, -- that the office took
  no_visit    INTEGER NOT NULL, -- 1 nobody had to come
  papers      INTEGER NOT NULL, -- that were due
  waived      INTEGER NOT NULL  -- of these, those that shared data stood in for
);
--bun:split
CREATE INDEX case_outcomes_decided ON case_outcomes (decided);
--bun:split
-- Statistics of months that are over: counted once, and never again.
CREATE TABLE monthly_figures (
  month       TEXT NOT NULL,    -- YYYY-MM
  item        TEXT NOT NULL,
  item_name   TEXT NOT NULL,
  office      TEXT NOT NULL,
  office_name TEXT NOT NULL,
  town        TEXT NOT NULL,    -- code; '' of no town
  received    INTEGER NOT NULL,
  decided     INTEGER NOT NULL,
  in_time     INTEGER NOT NULL,
  workdays    INTEGER NOT NULL,
  no_visit    INTEGER NOT NULL,
  papers      INTEGER NOT NULL,
  waived      INTEGER NOT NULL,
  rated       INTEGER NOT NULL,
  satisfied   INTEGER NOT NULL,
  PRIMARY KEY (month, item, office)
);
--bun:split
CREATE TABLE monthly_made (
  month TEXT PRIMARY KEY,
  at    INTEGER NOT NULL
);
