-- Visits that are booked.
CREATE TABLE bookings (
  id          TEXT PRIMARY KEY,
  office      TEXT NOT NULL,
  day         TEXT NOT NULL,    -- YYYY-MM-DD in the district
  minute      INTEGER NOT NULL, -- of the day, when the slot begins
  length      INTEGER NOT NULL, -- minutes
  visit       TEXT NOT NULL,    -- apply originals collect
  item        TEXT NOT NULL,
  item_name   TEXT NOT NULL,
  case_number TEXT NOT NULL,    -- '' of no case
  bring       TEXT NOT NULL,    -- ids of materials, by space
  account     TEXT NOT NULL,    -- who booked
  holder      TEXT NOT NULL,    -- in whose name
  applicant   TEXT NOT NULL,    -- name of the holder
  digest      TEXT NOT NULL,    -- keyed, of the code
  key         TEXT NOT NULL,    -- of the client
  state       TEXT NOT NULL,    -- open arrived missed cancelled closed past
  note        TEXT NOT NULL,
  at          INTEGER NOT NULL, -- unix microseconds, as all instants
  changed     INTEGER NOT NULL
);
--bun:split
CREATE INDEX bookings_office ON bookings (office, day, minute);
--bun:split
CREATE INDEX bookings_account ON bookings (account, day);
--bun:split
CREATE INDEX bookings_holder ON bookings (holder, day);
--bun:split
CREATE INDEX bookings_case ON bookings (case_number, at);
--bun:split
-- Nobody holds two places for one matter, whoever books for him or her.
CREATE UNIQUE INDEX bookings_once ON bookings (holder, item) WHERE state = 'open';
--bun:split
-- Rows that are locked by writing them: who books counts what is taken while nobody else books there.
CREATE TABLE booking_days (
  office TEXT NOT NULL,
  day    TEXT NOT NULL,
  turns  INTEGER NOT NULL, -- how often anything was booked or closed
  PRIMARY KEY (office, day)
);
--bun:split
CREATE TABLE booking_accounts (
  account TEXT PRIMARY KEY,
  turns   INTEGER NOT NULL
);
--bun:split
-- Slots without places.
CREATE TABLE booking_closures (
  office  TEXT NOT NULL,
  day     TEXT NOT NULL,
  minute  INTEGER NOT NULL, -- -1 the whole day
  reason  TEXT NOT NULL,
  account TEXT NOT NULL,    -- who closed it
  at      INTEGER NOT NULL,
  PRIMARY KEY (office, day, minute)
);
