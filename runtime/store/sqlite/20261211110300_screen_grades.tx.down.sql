ALTER TABLE screens DROP COLUMN number;
