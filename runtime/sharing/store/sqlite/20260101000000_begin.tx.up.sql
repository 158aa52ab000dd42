-- Who looked whom up, and why. Whom: a keyed digest, so that the person can be told who asked, and nobody can read the list as a list of people.
CREATE TABLE lookups (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL, -- unix microseconds
  actor   TEXT NOT NULL,
  item    TEXT NOT NULL,
  draft   TEXT NOT NULL,
  why     TEXT NOT NULL,
  source  TEXT NOT NULL,    -- person, or licences/food_permit
  subject TEXT NOT NULL,    -- HMAC of the key
  shown   TEXT NOT NULL,    -- the key, masked
  reused  INTEGER NOT NULL  -- 1: answered from what was fetched before
);
--bun:split
CREATE INDEX lookups_subject ON lookups (subject, id);
--bun:split
CREATE INDEX lookups_draft ON lookups (draft, id);
--bun:split
CREATE TRIGGER lookups_keep_delete BEFORE DELETE ON lookups
BEGIN SELECT RAISE(ABORT, 'look-ups are never deleted'); END;
--bun:split
CREATE TRIGGER lookups_keep_update BEFORE UPDATE ON lookups
BEGIN SELECT RAISE(ABORT, 'look-ups are never changed'); END;
