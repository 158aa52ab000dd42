-- What people are told, written with what it tells.
CREATE TABLE notices (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  at           INTEGER NOT NULL, -- unix microseconds, as all instants
  told         INTEGER NOT NULL, -- from when on it is shown and sent
  account      TEXT NOT NULL,    -- '' of a matter from the counter
  holder       TEXT NOT NULL,    -- in whose name the matter is, '' in nobody's
  kind         TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject      TEXT NOT NULL,
  args         TEXT NOT NULL,    -- JSON: the words that the kind needs
  once         TEXT,             -- told once under this name
  relayed      INTEGER NOT NULL DEFAULT 0, -- 1: what is sent of it stands in notice_deliveries
  UNIQUE (once)
);
--bun:split
CREATE INDEX notices_account ON notices (account, told);
--bun:split
CREATE INDEX notices_holder ON notices (holder, told);
--bun:split
CREATE INDEX notices_subject ON notices (subject_kind, subject);
--bun:split
CREATE INDEX notices_unrelayed ON notices (told) WHERE relayed = 0;
--bun:split
-- Who has read what: of a matter in an organisation's name several people are told.
CREATE TABLE notice_reads (
  account TEXT NOT NULL,
  notice  INTEGER NOT NULL REFERENCES notices (id),
  at      INTEGER NOT NULL,
  PRIMARY KEY (account, notice)
);
