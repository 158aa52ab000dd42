-- 查询码: what the code follows from, under the secret of the hall, by which a case is followed without signing in.
CREATE TABLE query_codes (
  number TEXT PRIMARY KEY,
  seed   TEXT NOT NULL     -- random
);
--bun:split
-- Codes that were tried of late, under digests of the case and of the address.
CREATE TABLE query_tries (
  id   TEXT NOT NULL,
  name TEXT NOT NULL,
  at   INTEGER NOT NULL,   -- unix microseconds, as all instants
  PRIMARY KEY (id, name)
);
--bun:split
CREATE INDEX query_tries_name ON query_tries (name, at);
--bun:split
CREATE INDEX query_tries_at ON query_tries (at);
