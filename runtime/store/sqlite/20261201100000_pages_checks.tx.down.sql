ALTER TABLE case_files DROP COLUMN turn;
--bun:split
ALTER TABLE case_files DROP COLUMN place;
