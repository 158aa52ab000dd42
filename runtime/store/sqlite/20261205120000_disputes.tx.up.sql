-- What people say is wrong in a register, and what its keeper answers.
CREATE TABLE disputes (
  id          TEXT PRIMARY KEY,
  account     TEXT NOT NULL,    -- who raised it
  holder      TEXT NOT NULL,    -- in whose name
  name        TEXT NOT NULL,
  draft       TEXT NOT NULL,
  item        TEXT NOT NULL,
  item_name   TEXT NOT NULL,
  path        TEXT NOT NULL,    -- form.<field>
  title       TEXT NOT NULL,
  source      TEXT NOT NULL,
  register    TEXT NOT NULL,    -- title of the source
  lookup_key  TEXT NOT NULL,
  department  TEXT NOT NULL,    -- that keeps it; '' the data office answers
  said        TEXT NOT NULL,    -- JSON
  claim       TEXT NOT NULL,    -- what is right
  reason      TEXT NOT NULL,
  at          INTEGER NOT NULL, -- unix microseconds, as all instants
  state       TEXT NOT NULL,    -- open corrected upheld withdrawn
  answer      TEXT NOT NULL,
  answered    INTEGER NOT NULL, -- 0 not yet
  answered_by TEXT NOT NULL
);
--bun:split
CREATE INDEX disputes_account ON disputes (account, at);
--bun:split
CREATE INDEX disputes_holder ON disputes (holder, at);
--bun:split
CREATE INDEX disputes_department ON disputes (department, state, at);
