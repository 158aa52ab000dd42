-- How far a case has come: as JSON, and what is listed and looked for of it.
ALTER TABLE cases ADD COLUMN progress TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE cases ADD COLUMN steps TEXT NOT NULL DEFAULT ''; -- ids of the steps that wait
--bun:split
ALTER TABLE cases ADD COLUMN waits TEXT NOT NULL DEFAULT ''; -- office, applicant
--bun:split
ALTER TABLE cases ADD COLUMN act_by TEXT NOT NULL DEFAULT ''; -- the last day of what it waits for
--bun:split
ALTER TABLE cases ADD COLUMN legal TEXT NOT NULL DEFAULT ''; -- the last day by law
--bun:split
ALTER TABLE cases ADD COLUMN outcome TEXT NOT NULL DEFAULT ''; -- granted, partly, refused
--bun:split
CREATE INDEX cases_act_by ON cases (act_by, state);
--bun:split
ALTER TABLE case_events ADD COLUMN step TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE case_events ADD COLUMN answer TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE case_events ADD COLUMN document INTEGER NOT NULL DEFAULT 0; -- seq of case_documents
--bun:split
-- What was written to the applicant. A row is written once and never changed.
CREATE TABLE case_documents (
  number TEXT NOT NULL REFERENCES cases (number),
  seq    INTEGER NOT NULL,
  kind   TEXT NOT NULL,
  title  TEXT NOT NULL,
  doc_no TEXT NOT NULL,
  at     INTEGER NOT NULL,
  body   TEXT NOT NULL, -- JSON
  PRIMARY KEY (number, seq)
);
--bun:split
CREATE TRIGGER case_documents_keep BEFORE UPDATE ON case_documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
--bun:split
-- What staff put down in the steps: answers of forms, findings, and the state that came of them.
CREATE TABLE case_work (
  number  TEXT NOT NULL REFERENCES cases (number),
  seq     INTEGER NOT NULL,
  step    TEXT NOT NULL,
  answer  TEXT NOT NULL,
  note    TEXT NOT NULL,
  answers TEXT NOT NULL, -- JSON
  state   TEXT NOT NULL, -- canonical eval.State
  by_kind TEXT NOT NULL,
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  title   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (number, seq)
);
--bun:split
-- What was given: licences and records, as they were written where other items read them.
CREATE TABLE case_results (
  number    TEXT NOT NULL REFERENCES cases (number),
  seq       INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  of_kind   TEXT NOT NULL,
  title     TEXT NOT NULL,
  row_id    TEXT NOT NULL,
  office    TEXT NOT NULL,
  look_key  TEXT NOT NULL,
  key_is    TEXT NOT NULL,
  result_no TEXT NOT NULL,
  holder    TEXT NOT NULL,
  day       TEXT NOT NULL,
  valid_to  TEXT NOT NULL,
  cells     TEXT NOT NULL, -- JSON
  at        INTEGER NOT NULL,
  PRIMARY KEY (number, seq)
);
--bun:split
CREATE INDEX case_results_look ON case_results (of_kind, look_key);
--bun:split
-- Mistakes that were mended with the applicant's consent; what stood there before is kept.
CREATE TABLE case_amendments (
  number   TEXT NOT NULL REFERENCES cases (number),
  seq      INTEGER NOT NULL,
  path     TEXT NOT NULL,
  title    TEXT NOT NULL,
  was      TEXT NOT NULL, -- JSON
  becomes  TEXT NOT NULL, -- JSON
  reason   TEXT NOT NULL,
  account  TEXT NOT NULL,
  name     TEXT NOT NULL,
  at       INTEGER NOT NULL,
  answer   TEXT NOT NULL, -- '', agreed, declined
  answered INTEGER NOT NULL,
  PRIMARY KEY (number, seq)
);
--bun:split
-- The last number of each kind of document, licence and record, of an office and year.
CREATE TABLE issue_numbers (
  kind       TEXT NOT NULL,
  office     TEXT NOT NULL,
  issue_year TEXT NOT NULL,
  last       INTEGER NOT NULL,
  PRIMARY KEY (kind, office, issue_year)
);
