ALTER TABLE case_events DROP COLUMN title;
--bun:split
ALTER TABLE case_events DROP COLUMN name;
--bun:split
DROP INDEX applications_wanted;
--bun:split
DROP INDEX cases_wanted;
--bun:split
DROP INDEX cases_due;
--bun:split
ALTER TABLE cases DROP COLUMN open;
--bun:split
ALTER TABLE cases DROP COLUMN held;
--bun:split
ALTER TABLE cases DROP COLUMN instant;
