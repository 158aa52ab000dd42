DROP TABLE case_days;
--bun:split
DROP TABLE request_keys;
--bun:split
DROP TABLE case_events;
--bun:split
DROP TABLE case_files;
--bun:split
DROP TABLE submissions;
--bun:split
DROP TABLE cases;
--bun:split
DROP TABLE applications;
