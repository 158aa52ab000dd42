CREATE TABLE sessions (
  key       TEXT PRIMARY KEY, -- SHA-256 of the token
  account   TEXT NOT NULL,
  applicant TEXT NOT NULL,
  channel   TEXT NOT NULL,
  csrf      TEXT NOT NULL,
  begun     INTEGER NOT NULL, -- unix microseconds, as all instants
  seen      INTEGER NOT NULL,
  ends      INTEGER NOT NULL
);
--bun:split
CREATE INDEX sessions_ends ON sessions (ends);
