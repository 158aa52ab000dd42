-- Drafts of definitions: changed files over a pack, how they came about, who reviewed them.
-- older programs go on
CREATE TABLE definition_drafts (
  id            TEXT PRIMARY KEY,
  item          TEXT NOT NULL,
  title         TEXT NOT NULL,
  department    TEXT NOT NULL,
  base          TEXT NOT NULL REFERENCES catalog_packs (digest),
  state         TEXT NOT NULL,    -- open in_review published discarded
  version       INTEGER NOT NULL, -- number of the last step
  by            TEXT NOT NULL,
  by_name       TEXT NOT NULL,
  at            INTEGER NOT NULL, -- unix microseconds, as all instants
  changed       INTEGER NOT NULL,
  approved      TEXT NOT NULL,    -- account of who agreed; '' nobody
  approved_name TEXT NOT NULL,
  number        INTEGER NOT NULL, -- of the version that it became; 0 none
  effective     TEXT NOT NULL
);
--bun:split
CREATE UNIQUE INDEX definition_drafts_live ON definition_drafts (item) WHERE state IN ('open', 'in_review');
--bun:split
CREATE TABLE definition_files (
  draft   TEXT NOT NULL REFERENCES definition_drafts (id),
  path    TEXT NOT NULL,
  text    TEXT NOT NULL,    -- '' the file isn't there
  version INTEGER NOT NULL, -- of the step that changed it last
  PRIMARY KEY (draft, path)
);
--bun:split
CREATE TABLE definition_steps (
  draft   TEXT NOT NULL REFERENCES definition_drafts (id),
  seq     INTEGER NOT NULL,
  kind    TEXT NOT NULL,    -- begin do undo redo follow
  of      INTEGER NOT NULL, -- the command that it is about: of a command its own number
  file    TEXT NOT NULL,
  path    TEXT NOT NULL,
  label   TEXT NOT NULL,
  changes TEXT NOT NULL,    -- JSON: of each file the patches, and those that take them back
  author  TEXT NOT NULL,
  name    TEXT NOT NULL,
  at      INTEGER NOT NULL,
  undone  INTEGER NOT NULL, -- of a command: 1 yes
  last    INTEGER NOT NULL, -- of a command: the step that did it, undid it or redid it last
  key     TEXT NOT NULL,    -- of the request; '' none
  PRIMARY KEY (draft, seq)
);
--bun:split
CREATE UNIQUE INDEX definition_steps_key ON definition_steps (draft, author, key) WHERE key <> '';
--bun:split
CREATE INDEX definition_steps_author ON definition_steps (draft, author, kind, undone, seq);
--bun:split
CREATE TABLE definition_moves (
  draft   TEXT NOT NULL REFERENCES definition_drafts (id),
  seq     INTEGER NOT NULL,
  act     TEXT NOT NULL,    -- submit return approve publish discard
  author  TEXT NOT NULL,
  name    TEXT NOT NULL,
  at      INTEGER NOT NULL,
  version INTEGER NOT NULL, -- that was seen
  reason  TEXT NOT NULL,
  PRIMARY KEY (draft, seq)
);
--bun:split
CREATE TABLE definition_comments (
  id         TEXT PRIMARY KEY,
  draft      TEXT NOT NULL REFERENCES definition_drafts (id),
  thread     TEXT NOT NULL,    -- that it answers; '' it begins one
  file       TEXT NOT NULL,
  path       TEXT NOT NULL,
  text       TEXT NOT NULL,
  author     TEXT NOT NULL,
  name       TEXT NOT NULL,
  at         INTEGER NOT NULL,
  settled    INTEGER NOT NULL, -- 0 not yet
  settled_by TEXT NOT NULL
);
--bun:split
CREATE INDEX definition_comments_draft ON definition_comments (draft, at, id);
--bun:split
CREATE TABLE definition_seats (
  draft   TEXT NOT NULL REFERENCES definition_drafts (id),
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  place   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (draft, account)
);
--bun:split
CREATE TABLE catalog_folders (
  by   TEXT PRIMARY KEY,
  pack TEXT NOT NULL REFERENCES catalog_packs (digest) -- as it was brought last
);
