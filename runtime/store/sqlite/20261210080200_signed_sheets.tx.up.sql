-- The scan of a sheet that was signed on paper is tied to what was agreed to: the digest on the sheet, and the submission.
-- older programs go on
ALTER TABLE case_enclosures ADD COLUMN sheet TEXT NOT NULL DEFAULT '';
ALTER TABLE case_enclosures ADD COLUMN sheet_round INTEGER NOT NULL DEFAULT 0;
