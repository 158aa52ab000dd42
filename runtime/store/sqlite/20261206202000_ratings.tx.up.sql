-- 好差评: grades, each written once. What is done about a bad one stands in rating_tasks and rating_steps.
CREATE TABLE ratings (
  id          TEXT PRIMARY KEY,
  number      TEXT NOT NULL,    -- of the case
  occasion    TEXT NOT NULL,    -- matter, or visit/2026-11-30
  kind        TEXT NOT NULL,    -- matter visit
  item        TEXT NOT NULL,
  item_name   TEXT NOT NULL,
  department  TEXT NOT NULL,
  office      TEXT NOT NULL,
  office_name TEXT NOT NULL,
  grade       INTEGER NOT NULL, -- 1 very bad … 5 very good
  reasons     TEXT NOT NULL,    -- JSON: codes
  text        TEXT NOT NULL,
  channel     TEXT NOT NULL,
  account     TEXT NOT NULL,    -- who gave it; '' by the query code
  holder      TEXT NOT NULL,
  graded      TEXT NOT NULL,    -- JSON: accounts of those whose work it was
  at          INTEGER NOT NULL  -- unix microseconds, as all instants
);
--bun:split
CREATE UNIQUE INDEX ratings_occasion ON ratings (number, occasion);
--bun:split
CREATE INDEX ratings_at ON ratings (at);
--bun:split
CREATE TABLE rating_tasks (
  rating  TEXT PRIMARY KEY,
  office  TEXT NOT NULL,
  state   TEXT NOT NULL,        -- what is next: check excuse mend answer call closed
  version INTEGER NOT NULL,
  due     TEXT NOT NULL,        -- YYYY-MM-DD, of what is next
  excused INTEGER NOT NULL,     -- 1 it doesn't count
  rounds  INTEGER NOT NULL      -- how often it was called back
);
--bun:split
CREATE INDEX rating_tasks_due ON rating_tasks (state, due);
--bun:split
CREATE TABLE rating_steps (
  rating  TEXT NOT NULL,
  seq     INTEGER NOT NULL,     -- the version of the task over which it was written
  step    TEXT NOT NULL,
  outcome TEXT NOT NULL,
  text    TEXT NOT NULL,
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  title   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (rating, seq)
);
