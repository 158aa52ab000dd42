-- 常见问题: answered questions that are proposed for the guide of an item.
-- older programs go on
CREATE TABLE faqs (
  id            TEXT PRIMARY KEY,
  consultation  TEXT NOT NULL,    -- of which it comes
  number        TEXT NOT NULL,    -- of that
  item          TEXT NOT NULL,
  title         TEXT NOT NULL,    -- of the item
  department    TEXT NOT NULL,    -- of the item
  office        TEXT NOT NULL,    -- that proposed it; '' the government-service office
  ask           TEXT NOT NULL,
  answer        TEXT NOT NULL,
  ask_english   TEXT NOT NULL,    -- '' none
  answer_english TEXT NOT NULL,
  state         TEXT NOT NULL,    -- proposed published declined withdrawn
  version       INTEGER NOT NULL,
  account       TEXT NOT NULL,    -- who proposed it
  name          TEXT NOT NULL,
  at            INTEGER NOT NULL, -- unix microseconds, as all instants
  reviewer      TEXT NOT NULL,
  reviewer_name TEXT NOT NULL,
  reviewed      INTEGER NOT NULL, -- 0 not yet
  note          TEXT NOT NULL     -- why it was declined or withdrawn
);
--bun:split
CREATE INDEX faqs_consultation ON faqs (consultation);
--bun:split
CREATE INDEX faqs_state ON faqs (state, reviewed);
