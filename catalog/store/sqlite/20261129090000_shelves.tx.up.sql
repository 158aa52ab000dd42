CREATE TABLE catalog_shelves (
  pack    TEXT PRIMARY KEY REFERENCES catalog_packs (digest),
  program TEXT NOT NULL, -- that worked it out: no other trusts it
  body    BLOB NOT NULL
);
--bun:split
CREATE TABLE catalog_missed (
  words TEXT PRIMARY KEY, -- masked; for which nothing was found
  asked INTEGER NOT NULL, -- how often
  last  INTEGER NOT NULL  -- unix microseconds
);
