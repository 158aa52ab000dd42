-- 办不成事: what people could not get done, and what came of it.
CREATE TABLE snags (
  id      TEXT PRIMARY KEY,
  account TEXT NOT NULL,    -- who told it; '' not signed in
  holder  TEXT NOT NULL,
  name    TEXT NOT NULL,
  phone   TEXT NOT NULL,
  item    TEXT NOT NULL,
  title   TEXT NOT NULL,    -- of the item
  number  TEXT NOT NULL,    -- of a case; '' none
  text    TEXT NOT NULL,
  channel TEXT NOT NULL,
  digest  TEXT NOT NULL,    -- of the code by which the answer is seen; '' of who is signed in
  at      INTEGER NOT NULL, -- unix microseconds, as all instants
  due     TEXT NOT NULL,    -- YYYY-MM-DD: the promised day of the answer
  state   TEXT NOT NULL,    -- open answered closed
  version INTEGER NOT NULL,
  office  TEXT NOT NULL,    -- to which it was handed over; '' the government-service office
  of_title TEXT NOT NULL    -- title of that office
);
--bun:split
CREATE INDEX snags_account ON snags (account, at);
--bun:split
CREATE INDEX snags_digest ON snags (digest);
--bun:split
CREATE INDEX snags_office ON snags (office, state, due);
--bun:split
CREATE TABLE snag_steps (
  snag    TEXT NOT NULL,
  seq     INTEGER NOT NULL, -- the version over which it was written
  act     TEXT NOT NULL,    -- hand answer close
  outcome TEXT NOT NULL,
  text    TEXT NOT NULL,
  office  TEXT NOT NULL,    -- title
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  title   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (snag, seq)
);
