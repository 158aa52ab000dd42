-- What an applicant typed in because its register did not answer. It is compared by itself once the register does.
CREATE TABLE unverified (
  number     TEXT NOT NULL REFERENCES cases (number),
  round      INTEGER NOT NULL,
  path       TEXT NOT NULL,    -- form.<field>
  source     TEXT NOT NULL,    -- that did not answer
  lookup_key TEXT NOT NULL,
  result     TEXT NOT NULL,    -- '' waits; matches, differs, none
  said       TEXT NOT NULL,    -- what the register says, as JSON; ''
  checked    INTEGER NOT NULL, -- unix microseconds of the last try; 0 none
  PRIMARY KEY (number, round, path)
);
--bun:split
CREATE INDEX unverified_waiting ON unverified (result, checked);
