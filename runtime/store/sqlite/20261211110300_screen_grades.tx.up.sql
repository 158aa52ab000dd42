-- A second screen shows what was entered of a draft, or asks for a grade of a case.
-- older programs go on
ALTER TABLE screens ADD COLUMN number TEXT NOT NULL DEFAULT '';
