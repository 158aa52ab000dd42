DROP TABLE counter_misses;
--bun:split
DROP TABLE counter_codes;
--bun:split
DROP INDEX applications_counter;
--bun:split
ALTER TABLE applications DROP COLUMN office;
