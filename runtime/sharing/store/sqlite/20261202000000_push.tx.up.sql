-- Messages that departments pushed and that were written: one that comes again gives the same outcome.
CREATE TABLE push_messages (
  push_key TEXT NOT NULL,
  message  TEXT NOT NULL,
  digest   TEXT NOT NULL,    -- sha-256 of the line
  outcome  TEXT NOT NULL,    -- accepted, ignored
  at       INTEGER NOT NULL, -- unix microseconds
  PRIMARY KEY (push_key, message)
);
--bun:split
-- Nonces of the last minutes: a request that comes again is refused.
CREATE TABLE push_nonces (
  push_key TEXT NOT NULL,
  nonce    TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (push_key, nonce)
);
--bun:split
CREATE INDEX push_nonces_at ON push_nonces (at);
--bun:split
-- When the department of a source was heard last, and whether all of the source was pushed.
CREATE TABLE push_feeds (
  source TEXT NOT NULL PRIMARY KEY,
  heard  INTEGER NOT NULL,
  whole  INTEGER NOT NULL
);
