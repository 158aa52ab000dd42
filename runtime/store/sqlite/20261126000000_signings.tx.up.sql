-- Papers of drafts that somebody else was asked to sign. The token of the link is kept as a digest alone.
CREATE TABLE signings (
  draft    TEXT NOT NULL REFERENCES applications (id),
  material TEXT NOT NULL,    -- path
  token    TEXT NOT NULL UNIQUE,
  until    TEXT NOT NULL,    -- civil day, the last
  answer   TEXT NOT NULL,    -- '' signed declined
  at       INTEGER NOT NULL, -- asked, or answered
  PRIMARY KEY (draft, material)
);
