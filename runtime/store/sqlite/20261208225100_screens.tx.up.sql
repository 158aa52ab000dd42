-- Second screens of windows, and what each shows now.
CREATE TABLE screens (
  id       TEXT PRIMARY KEY,
  office   TEXT NOT NULL,
  place    TEXT NOT NULL,        -- as people call the window
  account  TEXT NOT NULL,        -- who made its code
  digest   TEXT NOT NULL UNIQUE, -- keyed: of its code, once it is paired of its token
  paired   INTEGER NOT NULL,     -- unix microseconds, as all instants; 0 not yet
  expires  INTEGER NOT NULL,     -- of the code
  seen     INTEGER NOT NULL,     -- when it asked last; 0 never
  turn     INTEGER NOT NULL,     -- counts what was shown, answered, taken away
  draft    TEXT NOT NULL,        -- that is shown; '' none
  version  INTEGER NOT NULL,     -- of the draft
  shown    TEXT NOT NULL,        -- digest of the form
  clerk    TEXT NOT NULL,        -- who sent it
  language TEXT NOT NULL,
  large    INTEGER NOT NULL,
  until    INTEGER NOT NULL
);
--bun:split
CREATE INDEX screens_office ON screens (office, place);
