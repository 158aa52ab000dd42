ALTER TABLE file_checks DROP COLUMN until;
--bun:split
ALTER TABLE file_checks DROP COLUMN moved;
