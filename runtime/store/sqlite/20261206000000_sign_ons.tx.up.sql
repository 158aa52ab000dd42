-- Sign-ons that were handed over to departments' own systems; each is redeemed once.
CREATE TABLE sign_ons (
  id       TEXT PRIMARY KEY,
  system   TEXT NOT NULL,    -- origin
  item     TEXT NOT NULL,
  account  TEXT NOT NULL,
  made     INTEGER NOT NULL, -- unix microseconds
  expires  INTEGER NOT NULL,
  redeemed INTEGER NOT NULL  -- 0 not yet
);
--bun:split
CREATE INDEX sign_ons_expires ON sign_ons (expires);
