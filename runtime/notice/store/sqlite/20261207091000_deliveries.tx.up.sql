-- What is sent out of the hall, and what became of it.
CREATE TABLE notice_deliveries (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  notice   INTEGER NOT NULL REFERENCES notices (id),
  channel  TEXT NOT NULL,    -- sms, wechat
  state    TEXT NOT NULL,    -- waiting, sent, delivered, failed, skipped, dead
  why      TEXT NOT NULL,    -- a word of ours or a code of the provider
  tries    INTEGER NOT NULL,
  provider TEXT NOT NULL,    -- the provider's number of it
  queued   INTEGER NOT NULL, -- when it was ordered last, 0 never
  at       INTEGER NOT NULL, -- when it came to stand as it stands
  UNIQUE (notice, channel)
);
--bun:split
CREATE INDEX notice_deliveries_waiting ON notice_deliveries (queued) WHERE state = 'waiting';
--bun:split
CREATE INDEX notice_deliveries_state ON notice_deliveries (channel, state, at);
--bun:split
-- By which channels somebody wants to be told, and where.
CREATE TABLE notice_choices (
  account TEXT NOT NULL,
  channel TEXT NOT NULL,
  wanted  INTEGER NOT NULL,
  address TEXT NOT NULL,    -- openid; '' where the channel takes it from elsewhere
  changed INTEGER NOT NULL,
  PRIMARY KEY (account, channel)
);
