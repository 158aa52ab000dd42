-- What the desk lists by: how much the system has settled, and whether it decided at once.
ALTER TABLE cases ADD COLUMN instant INTEGER NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE cases ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE cases ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
--bun:split
CREATE INDEX cases_due ON cases (office, state, due);
--bun:split
-- What is wanted most: submissions and drafts of the last months, by item.
CREATE INDEX cases_wanted ON cases (submitted, item);
--bun:split
CREATE INDEX applications_wanted ON applications (created, item);
--bun:split
-- Who did something, as they were called then: people leave, and accounts go with them.
ALTER TABLE case_events ADD COLUMN name TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE case_events ADD COLUMN title TEXT NOT NULL DEFAULT '';
