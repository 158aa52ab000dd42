ALTER TABLE sessions ADD COLUMN level INTEGER NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE sessions ADD COLUMN method TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE sessions ADD COLUMN provider TEXT NOT NULL DEFAULT ''; -- the provider's name of the session
--bun:split
CREATE INDEX sessions_account ON sessions (account);
--bun:split
-- Sign-ins under way. A row is taken out when the browser comes back: what is used once is used up.
CREATE TABLE sign_ins (
  state    TEXT PRIMARY KEY, -- SHA-256 of it
  browser  TEXT NOT NULL,    -- SHA-256 of what the browser holds
  nonce    TEXT NOT NULL,
  verifier TEXT NOT NULL,
  back     TEXT NOT NULL,    -- the provider sends the browser there
  place    TEXT NOT NULL,    -- where one was: a path of ours
  channel  TEXT NOT NULL,
  level    INTEGER NOT NULL, -- that was asked for; 0 any
  account  TEXT NOT NULL,    -- who steps up; '' somebody signs in
  until    INTEGER NOT NULL
);
--bun:split
CREATE INDEX sign_ins_until ON sign_ins (until);
--bun:split
-- People as the provider told of them when they signed in last.
CREATE TABLE accounts (
  id         TEXT PRIMARY KEY,
  issuer     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  doc_no     TEXT NOT NULL, -- number of the identity document
  name       TEXT NOT NULL,
  phone      TEXT NOT NULL,
  level      INTEGER NOT NULL,
  method     TEXT NOT NULL,
  village    TEXT NOT NULL, -- code of the village or community whose helper it is
  staff      TEXT NOT NULL, -- JSON, '' for citizens
  applicants TEXT NOT NULL, -- JSON
  seen       INTEGER NOT NULL,
  UNIQUE (issuer, subject)
);
--bun:split
-- Who may act for whom (授权), from when it was offered on.
CREATE TABLE mandates (
  id             TEXT PRIMARY KEY,
  kind           TEXT NOT NULL, -- agent, village
  principal_kind TEXT NOT NULL,
  principal_no   TEXT NOT NULL,
  principal_name TEXT NOT NULL,
  agent_no       TEXT NOT NULL,
  agent_name     TEXT NOT NULL,
  items          TEXT NOT NULL, -- JSON: ids, [] all of them
  until          TEXT NOT NULL, -- last day
  place          TEXT NOT NULL, -- village or community, '' without one
  state          TEXT NOT NULL, -- offered, accepted, declined, ended
  offered_by     TEXT NOT NULL, -- account
  offered        INTEGER NOT NULL,
  answered_by    TEXT NOT NULL, -- account, '' as long as nobody has
  answered       INTEGER NOT NULL,
  witness        TEXT NOT NULL, -- account of the clerk before whom the principal agreed, '' without one
  ended_by       TEXT NOT NULL,
  ended          INTEGER NOT NULL
);
--bun:split
CREATE INDEX mandates_agent ON mandates (agent_no);
--bun:split
CREATE INDEX mandates_principal ON mandates (principal_no);
