-- older programs go on
-- Of six look-ups for a submission hardly one has a typed key: the index is of those, and the rest cost nothing there.
DROP INDEX lookups_typed;
--bun:split
CREATE INDEX lookups_typed ON lookups (actor, at) WHERE typed = 1;
