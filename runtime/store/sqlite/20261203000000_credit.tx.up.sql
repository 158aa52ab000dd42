ALTER TABLE cases ADD COLUMN credit TEXT NOT NULL DEFAULT ''; -- tier of the applicant when it was handed in
