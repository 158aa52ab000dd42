-- 咨询: what people ask, and what is answered.
CREATE TABLE consultations (
  id       TEXT PRIMARY KEY,
  number   TEXT NOT NULL,    -- ZX2026-00017
  account  TEXT NOT NULL,    -- who asked
  holder   TEXT NOT NULL,
  name     TEXT NOT NULL,
  item     TEXT NOT NULL,    -- '' of none
  title    TEXT NOT NULL,    -- of the item
  case_number TEXT NOT NULL, -- '' of none
  text     TEXT NOT NULL,
  language TEXT NOT NULL,
  channel  TEXT NOT NULL,
  at       INTEGER NOT NULL, -- unix microseconds, as all instants
  due      TEXT NOT NULL,    -- YYYY-MM-DD: the promised day of the answer
  state    TEXT NOT NULL,    -- open answered
  version  INTEGER NOT NULL,
  office   TEXT NOT NULL,    -- that has it; '' the government-service office
  of_title TEXT NOT NULL,    -- title of that office
  helped   TEXT NOT NULL     -- '' yes no
);
--bun:split
CREATE UNIQUE INDEX consultations_number ON consultations (number);
--bun:split
CREATE INDEX consultations_account ON consultations (account, at);
--bun:split
CREATE INDEX consultations_office ON consultations (office, state, due);
--bun:split
CREATE TABLE consultation_steps (
  consultation TEXT NOT NULL,
  seq     INTEGER NOT NULL, -- the version over which it was written
  act     TEXT NOT NULL,    -- hand answer follow
  text    TEXT NOT NULL,
  office  TEXT NOT NULL,    -- title
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  title   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (consultation, seq)
);
