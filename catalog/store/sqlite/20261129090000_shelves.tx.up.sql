CREATE TABLE catalog_shelves (
  pack    TEXT PRIMARY KEY REFERENCES catalog_packs (digest),
  program TEXT NOT NULL, -- that worked it out: no other trusts it
  body    BLOB NOT NULL
);
