-- Licences that were given on paper: each row of a list, held against its scan by a second person.
CREATE TABLE imported_licences (
  id          TEXT PRIMARY KEY, -- digest of what the row says, and of its scan
  list        TEXT NOT NULL,    -- digest of the list
  list_row    INTEGER NOT NULL,
  licence     TEXT NOT NULL,    -- its kind
  title       TEXT NOT NULL,    -- of the kind
  department  TEXT NOT NULL,    -- that issues such; '' the data office checks it
  number      TEXT NOT NULL,
  body        TEXT NOT NULL,    -- the record, JSON
  hash        TEXT NOT NULL,    -- of the scan
  size        INTEGER NOT NULL,
  type        TEXT NOT NULL,
  scan_name   TEXT NOT NULL,
  brought_by  TEXT NOT NULL,    -- account
  by_name     TEXT NOT NULL,
  at          INTEGER NOT NULL, -- unix microseconds, as all instants
  state       TEXT NOT NULL,    -- waiting confirmed rejected
  reason      TEXT NOT NULL,
  judge       TEXT NOT NULL,    -- account of who checked it
  judged      INTEGER NOT NULL  -- 0 not yet
);
--bun:split
-- Two who bring the same licence in at once: one of them is told.
CREATE UNIQUE INDEX imported_number ON imported_licences (licence, number) WHERE state <> 'rejected';
--bun:split
CREATE INDEX imported_department ON imported_licences (department, state, at);
--bun:split
CREATE INDEX imported_hash ON imported_licences (hash);
