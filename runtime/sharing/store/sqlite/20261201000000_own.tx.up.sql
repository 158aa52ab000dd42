-- Records that are kept here: issued by a case of ours, pushed by a department, or taken over from paper.
CREATE TABLE own_records (
  source     TEXT NOT NULL,    -- person, or licences/food_permit
  record     TEXT NOT NULL,    -- id within the source
  lookup_key TEXT NOT NULL,    -- by which it is found; of a licence the holder's number
  number     TEXT NOT NULL,    -- of a licence its own number; '' of a register's record
  seq        INTEGER NOT NULL, -- place in the order of what its feed says of it
  kind       TEXT NOT NULL,    -- issued, pushed, imported, snapshot
  said_by    TEXT NOT NULL,    -- number of the case, name of the key, of the list
  came       INTEGER NOT NULL, -- unix microseconds
  gone       INTEGER NOT NULL, -- 1: struck from the register
  body       TEXT NOT NULL,    -- the record as it travels
  PRIMARY KEY (source, record)
);
--bun:split
CREATE INDEX own_records_key ON own_records (source, lookup_key);
--bun:split
CREATE INDEX own_records_number ON own_records (source, number);
--bun:split
-- One line for each key under which something changed: a number that rises with every change, so that any node sees
-- that what it has of the key is old. It is also the row that two writers of one key wait for.
CREATE TABLE own_stamps (
  source     TEXT NOT NULL,
  lookup_key TEXT NOT NULL,
  stamp      INTEGER NOT NULL,
  PRIMARY KEY (source, lookup_key)
);
