-- What staff put to a case (附卷). The file stands in case_files under round 0: it belongs to no submission.
CREATE TABLE case_enclosures (
  number  TEXT NOT NULL REFERENCES cases (number),
  file    TEXT NOT NULL,
  purpose TEXT NOT NULL,     -- visit letter signed other
  note    TEXT NOT NULL,
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  title   TEXT NOT NULL,
  PRIMARY KEY (number, file)
);
