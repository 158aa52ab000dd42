-- How the pages of a case's papers are turned; their order is that of place.
ALTER TABLE case_files ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE case_files ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
--bun:split
INSERT INTO file_checks (hash, state) SELECT DISTINCT hash, 'waiting' FROM case_files WHERE hash NOT IN (SELECT hash FROM file_checks);
