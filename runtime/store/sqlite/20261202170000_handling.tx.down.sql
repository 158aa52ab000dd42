DROP TABLE issue_numbers;
--bun:split
DROP TABLE case_amendments;
--bun:split
DROP TABLE case_results;
--bun:split
DROP TABLE case_work;
--bun:split
DROP TABLE case_documents;
--bun:split
ALTER TABLE case_events DROP COLUMN document;
--bun:split
ALTER TABLE case_events DROP COLUMN answer;
--bun:split
ALTER TABLE case_events DROP COLUMN step;
--bun:split
DROP INDEX cases_act_by;
--bun:split
ALTER TABLE cases DROP COLUMN outcome;
--bun:split
ALTER TABLE cases DROP COLUMN legal;
--bun:split
ALTER TABLE cases DROP COLUMN act_by;
--bun:split
ALTER TABLE cases DROP COLUMN waits;
--bun:split
ALTER TABLE cases DROP COLUMN steps;
--bun:split
ALTER TABLE cases DROP COLUMN progress;
