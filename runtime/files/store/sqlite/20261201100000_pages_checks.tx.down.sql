DROP TABLE file_checks;
--bun:split
ALTER TABLE draft_files DROP COLUMN turn;
--bun:split
ALTER TABLE draft_files DROP COLUMN place;
