-- What the work list narrows by, and who has a case in hand. keyed: the look-up keys of the case are written.
ALTER TABLE cases ADD COLUMN channel TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE cases ADD COLUMN assignee TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE cases ADD COLUMN assignee_name TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE cases ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE cases ADD COLUMN keyed INTEGER NOT NULL DEFAULT 0;
--bun:split
CREATE INDEX cases_assignee ON cases (assignee, state);
--bun:split
CREATE INDEX cases_keyed ON cases (keyed, number);
--bun:split
-- The order of the list: what waits for the office first, then by promised day, then as it came in. It is made of
-- what a claim or a note doesn't change, so that a page goes on where the one before ended.
DROP INDEX cases_order;
--bun:split
DROP INDEX cases_state_order;
--bun:split
CREATE INDEX cases_order ON cases (
  (CASE WHEN state IN ('submitted', 'received', 'accepted', 'in_review', 'joint_review', 'onsite_verify') THEN 0 ELSE 1 END),
  (CASE WHEN due = '' THEN '9999-12-31' ELSE due END), submitted, number);
--bun:split
CREATE INDEX cases_state_order ON cases (state, (CASE WHEN due = '' THEN '9999-12-31' ELSE due END), submitted, number);
--bun:split
-- Numbers by which a case is found (identity, phone, licence), as keyed digests alone.
CREATE TABLE case_keys (
  digest TEXT NOT NULL,
  number TEXT NOT NULL REFERENCES cases (number),
  PRIMARY KEY (digest, number)
);
--bun:split
-- Filters of the work list that somebody saved. office: shared with those who serve it.
CREATE TABLE case_filters (
  id      TEXT PRIMARY KEY,
  owner   TEXT NOT NULL,
  office  TEXT NOT NULL,
  title   TEXT NOT NULL,
  rule    TEXT NOT NULL,
  saved   INTEGER NOT NULL
);
--bun:split
CREATE INDEX case_filters_owner ON case_filters (owner);
--bun:split
CREATE INDEX case_filters_office ON case_filters (office);
--bun:split
-- What an order about many cases gave: the same key gives it again.
CREATE TABLE case_orders (
  account TEXT NOT NULL,
  order_key TEXT NOT NULL,
  subject TEXT NOT NULL, -- digest of the order
  result  TEXT NOT NULL, -- JSON
  at      INTEGER NOT NULL,
  PRIMARY KEY (account, order_key)
);
--bun:split
CREATE INDEX case_orders_at ON case_orders (at);
--bun:split
-- Marks of staff on papers. x, y, width, height: ten-thousandths of the picture; all 0 where the whole file is meant.
CREATE TABLE case_marks (
  id       TEXT PRIMARY KEY,
  number   TEXT NOT NULL REFERENCES cases (number),
  round    INTEGER NOT NULL,
  material TEXT NOT NULL,
  file     TEXT NOT NULL,
  x        INTEGER NOT NULL,
  y        INTEGER NOT NULL,
  width    INTEGER NOT NULL,
  height   INTEGER NOT NULL,
  body     TEXT NOT NULL,
  offered  INTEGER NOT NULL, -- it is to stand in the correction notice
  account  TEXT NOT NULL,
  name     TEXT NOT NULL,
  at       INTEGER NOT NULL
);
--bun:split
CREATE INDEX case_marks_number ON case_marks (number, round, at);
--bun:split
-- Who has a case open. Rows older than a few minutes say nothing.
CREATE TABLE case_readers (
  number  TEXT NOT NULL REFERENCES cases (number),
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  title   TEXT NOT NULL,
  since   INTEGER NOT NULL,
  seen    INTEGER NOT NULL,
  PRIMARY KEY (number, account)
);
