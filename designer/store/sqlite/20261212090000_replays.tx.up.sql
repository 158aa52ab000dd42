-- Replays of drafts of definitions over past cases, the parts in which they are done, and who opened which case of them.
-- older programs go on
CREATE TABLE definition_replays (
  id         TEXT PRIMARY KEY,
  key        TEXT NOT NULL,
  draft      TEXT NOT NULL,
  version    INTEGER NOT NULL,
  item       TEXT NOT NULL,
  before     TEXT NOT NULL, -- digests of what is compared
  after      TEXT NOT NULL,
  from_day   TEXT NOT NULL,
  to_day     TEXT NOT NULL,
  by         TEXT NOT NULL,
  by_name    TEXT NOT NULL,
  at         INTEGER NOT NULL, -- unix microseconds, as all instants
  state      TEXT NOT NULL,
  total      INTEGER NOT NULL,
  finished   INTEGER NOT NULL, -- 0 not yet
  result     TEXT NOT NULL,
  digest     TEXT NOT NULL
);
--bun:split
CREATE UNIQUE INDEX definition_replays_key ON definition_replays (draft, by, key);
--bun:split
CREATE UNIQUE INDEX definition_replays_running ON definition_replays (draft, before, after, from_day, to_day) WHERE state = 'running';
--bun:split
CREATE INDEX definition_replays_at ON definition_replays (draft, at);
--bun:split
CREATE TABLE definition_replay_parts (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  replay   TEXT NOT NULL,
  seq      INTEGER NOT NULL,
  behind   TEXT NOT NULL,
  up_to    TEXT NOT NULL,
  cases    INTEGER NOT NULL,
  state    TEXT NOT NULL,
  why      TEXT NOT NULL,
  ordered  INTEGER NOT NULL, -- 0 not yet
  counts   TEXT NOT NULL,
  lines    TEXT NOT NULL
);
--bun:split
CREATE UNIQUE INDEX definition_replay_parts_of ON definition_replay_parts (replay, seq);
--bun:split
CREATE INDEX definition_replay_parts_waiting ON definition_replay_parts (ordered) WHERE state = 'running';
--bun:split
CREATE TABLE definition_replay_opened (
  replay  TEXT NOT NULL,
  account TEXT NOT NULL,
  number  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (replay, account, number)
);
