-- Which draft holds which content, under which name. The bytes are in the store of blobs, once.
CREATE TABLE draft_files (
  id    TEXT PRIMARY KEY,
  draft TEXT NOT NULL,
  slot  TEXT NOT NULL,    -- material or field it was uploaded for
  name  TEXT NOT NULL,    -- for showing and saving; never a path
  hash  TEXT NOT NULL,
  size  INTEGER NOT NULL,
  type  TEXT NOT NULL,
  at    INTEGER NOT NULL  -- unix microseconds
);
--bun:split
CREATE INDEX draft_files_draft ON draft_files (draft, at, id);
--bun:split
CREATE INDEX draft_files_hash ON draft_files (hash);
