-- typed, 1: looked up by a key that somebody typed, which may be anybody's. How many of those one person looks up is bounded.
ALTER TABLE lookups ADD COLUMN typed INTEGER NOT NULL DEFAULT 0;
--bun:split
CREATE INDEX lookups_typed ON lookups (actor, typed, at);
