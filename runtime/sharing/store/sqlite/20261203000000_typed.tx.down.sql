DROP INDEX lookups_typed;
--bun:split
ALTER TABLE lookups DROP COLUMN typed;
