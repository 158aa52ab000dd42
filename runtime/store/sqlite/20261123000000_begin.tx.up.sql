-- Drafts. Content and facts are one JSON document each; the columns are what is looked for.
CREATE TABLE applications (
  id           TEXT PRIMARY KEY,
  item         TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  owner        TEXT NOT NULL, -- account
  holder       TEXT NOT NULL, -- kind and number of the applicant
  applicant_id TEXT NOT NULL,
  applicant    TEXT NOT NULL, -- JSON
  user_acts_as TEXT NOT NULL,
  channel      TEXT NOT NULL,
  step         TEXT NOT NULL,
  amends       TEXT NOT NULL, -- number of the case that it mends
  case_number  TEXT NOT NULL, -- '' while it is a draft
  version      INTEGER NOT NULL,
  created      INTEGER NOT NULL, -- unix microseconds, as all instants
  saved        INTEGER NOT NULL,
  sitting_at   INTEGER NOT NULL, -- when the last event of the audit trail was written for it, and by whom on which channel
  sitting_by   TEXT NOT NULL,
  content      TEXT NOT NULL,
  facts        TEXT NOT NULL
);
--bun:split
CREATE INDEX applications_owner ON applications (owner, case_number, saved);
--bun:split
CREATE INDEX applications_holder ON applications (holder, case_number, saved);
--bun:split
CREATE TABLE cases (
  number         TEXT PRIMARY KEY,
  item           TEXT NOT NULL,
  item_version   INTEGER NOT NULL,
  name           TEXT NOT NULL,
  state          TEXT NOT NULL,
  version        INTEGER NOT NULL,
  owner          TEXT NOT NULL,
  holder         TEXT NOT NULL,
  applicant_kind TEXT NOT NULL,
  applicant_name TEXT NOT NULL,
  office         TEXT NOT NULL,
  office_title   TEXT NOT NULL,
  verdict        TEXT NOT NULL,
  round          INTEGER NOT NULL,
  promised       TEXT NOT NULL,
  due            TEXT NOT NULL,
  submitted      INTEGER NOT NULL,
  changed        INTEGER NOT NULL,
  opinion        TEXT NOT NULL
);
--bun:split
CREATE INDEX cases_owner ON cases (owner, submitted);
--bun:split
CREATE INDEX cases_holder ON cases (holder, submitted);
--bun:split
CREATE INDEX cases_office ON cases (office, state, submitted);
--bun:split
-- What was handed in. A row is written once and never changed.
CREATE TABLE submissions (
  number       TEXT NOT NULL REFERENCES cases (number),
  round        INTEGER NOT NULL,
  draft        TEXT NOT NULL,
  at           INTEGER NOT NULL,
  today        TEXT NOT NULL,
  channel      TEXT NOT NULL,
  item         TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  plan         TEXT NOT NULL,
  content      TEXT NOT NULL,
  input        TEXT NOT NULL,
  facts        TEXT NOT NULL,
  materials    TEXT NOT NULL,
  state        TEXT NOT NULL,
  trace        TEXT NOT NULL,
  PRIMARY KEY (number, round)
);
--bun:split
CREATE TRIGGER submissions_keep BEFORE UPDATE ON submissions
BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
--bun:split
-- Files of submissions; those of drafts stand with runtime/files. The content is kept under its hash.
CREATE TABLE case_files (
  number   TEXT NOT NULL REFERENCES cases (number),
  round    INTEGER NOT NULL,
  id       TEXT NOT NULL,
  material TEXT NOT NULL,
  name     TEXT NOT NULL,
  type     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  hash     TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (number, round, id)
);
--bun:split
CREATE INDEX case_files_hash ON case_files (hash);
--bun:split
CREATE TABLE case_events (
  number TEXT NOT NULL REFERENCES cases (number),
  seq    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  event  TEXT NOT NULL,
  round  INTEGER NOT NULL,
  by_kind TEXT NOT NULL,
  actor  TEXT NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (number, seq)
);
--bun:split
-- Keys of the clients' requests: the same key gives what it gave before.
CREATE TABLE request_keys (
  scope   TEXT NOT NULL, -- submit or precheck, and the account
  key     TEXT NOT NULL,
  subject TEXT NOT NULL, -- the draft, or the number and the event
  number  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
);
--bun:split
-- The last case number of each day.
CREATE TABLE case_days (
  day  TEXT PRIMARY KEY,
  last INTEGER NOT NULL
);
