-- At whose counter a draft is being filled in; '' at none.
ALTER TABLE applications ADD COLUMN office TEXT NOT NULL DEFAULT '';
--bun:split
CREATE INDEX applications_counter ON applications (office, case_number);
--bun:split
-- Short codes of drafts: for the counter to take one up, and for the second screen. Kept as keyed digests alone.
CREATE TABLE counter_codes (
  draft   TEXT NOT NULL REFERENCES applications (id),
  kind    TEXT NOT NULL,     -- pick_up confirm
  digest  TEXT NOT NULL UNIQUE,
  shown   TEXT NOT NULL,     -- of confirm: digest of the form
  expires INTEGER NOT NULL,  -- unix microseconds
  PRIMARY KEY (draft, kind)
);
--bun:split
-- Codes that were none, by who gave them.
CREATE TABLE counter_misses (
  account TEXT NOT NULL,
  at      INTEGER NOT NULL,  -- unix microseconds
  PRIMARY KEY (account, at)
);
