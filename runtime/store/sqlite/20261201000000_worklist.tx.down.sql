DROP TABLE case_readers;
--bun:split
DROP TABLE case_marks;
--bun:split
DROP TABLE case_orders;
--bun:split
DROP TABLE case_filters;
--bun:split
DROP TABLE case_keys;
--bun:split
DROP INDEX cases_state_order;
--bun:split
DROP INDEX cases_order;
--bun:split
CREATE INDEX cases_order ON cases ((state <> 'submitted'), (due = ''), due, changed, number);
--bun:split
CREATE INDEX cases_state_order ON cases (state, (due = ''), due, changed, number);
--bun:split
DROP INDEX cases_keyed;
--bun:split
DROP INDEX cases_assignee;
--bun:split
ALTER TABLE cases DROP COLUMN keyed;
--bun:split
ALTER TABLE cases DROP COLUMN claimed;
--bun:split
ALTER TABLE cases DROP COLUMN assignee_name;
--bun:split
ALTER TABLE cases DROP COLUMN assignee;
--bun:split
ALTER TABLE cases DROP COLUMN channel;
