ALTER TABLE case_enclosures DROP COLUMN sheet_round;
ALTER TABLE case_enclosures DROP COLUMN sheet;
