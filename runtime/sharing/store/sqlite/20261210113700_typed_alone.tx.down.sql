DROP INDEX lookups_typed;
--bun:split
CREATE INDEX lookups_typed ON lookups (actor, typed, at);
