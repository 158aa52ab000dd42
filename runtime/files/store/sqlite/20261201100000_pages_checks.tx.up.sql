-- Pages of a paper have an order and may be turned: the bytes stay as they came.
ALTER TABLE draft_files ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE draft_files ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
--bun:split
-- What is known of viruses in some content.
CREATE TABLE file_checks (
  hash  TEXT PRIMARY KEY,
  state TEXT NOT NULL,              -- waiting, clean, infected
  found TEXT NOT NULL DEFAULT '',   -- name of what was found
  tries INTEGER NOT NULL DEFAULT 0,
  due   BIGINT NOT NULL DEFAULT 0,  -- next try, unix microseconds
  at    BIGINT NOT NULL DEFAULT 0   -- of the result
);
--bun:split
CREATE INDEX file_checks_due ON file_checks (state, due);
--bun:split
INSERT INTO file_checks (hash, state) SELECT DISTINCT hash, 'waiting' FROM draft_files;
