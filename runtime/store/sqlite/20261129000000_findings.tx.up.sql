-- What a member of staff found about each check of a case, beside his opinion: JSON, or nothing.
ALTER TABLE case_events ADD COLUMN findings TEXT NOT NULL DEFAULT '';
