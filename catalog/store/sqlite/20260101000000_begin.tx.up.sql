CREATE TABLE catalog_packs (
  digest TEXT PRIMARY KEY, -- of the content of the folder
  bytes  BLOB NOT NULL     -- the folder, packed
);
--bun:split
CREATE TABLE catalog_imports (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  pack TEXT NOT NULL REFERENCES catalog_packs (digest),
  at   INTEGER NOT NULL, -- unix microseconds, as all instants
  by   TEXT NOT NULL
);
--bun:split
CREATE TABLE catalog_items (
  id        TEXT PRIMARY KEY,
  withdrawn INTEGER NOT NULL DEFAULT 0 -- since when; 0 not
);
--bun:split
CREATE TABLE catalog_versions (
  item      TEXT NOT NULL REFERENCES catalog_items (id),
  number    INTEGER NOT NULL,
  digest    TEXT NOT NULL,
  pack      TEXT NOT NULL REFERENCES catalog_packs (digest),
  effective TEXT NOT NULL, -- civil day, YYYY-MM-DD
  at        INTEGER NOT NULL,
  by        TEXT NOT NULL,
  PRIMARY KEY (item, number)
);
