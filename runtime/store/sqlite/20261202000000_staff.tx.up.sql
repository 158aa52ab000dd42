-- The directory of staff: who works here, as what, from when until when.
CREATE TABLE staff_members (
  account TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  title   TEXT NOT NULL,
  town    TEXT NOT NULL, -- code; '' the district
  joined  TEXT NOT NULL, -- YYYY-MM-DD, as all days
  left_on TEXT NOT NULL, -- '' while here
  version INTEGER NOT NULL
);
--bun:split
CREATE TABLE staff_posts (
  id          TEXT PRIMARY KEY,
  account     TEXT NOT NULL REFERENCES staff_members (account),
  place       INTEGER NOT NULL, -- in the order in which they were given
  role        TEXT NOT NULL,
  office      TEXT NOT NULL,
  department  TEXT NOT NULL,
  town        TEXT NOT NULL,
  from_day    TEXT NOT NULL,
  until_day   TEXT NOT NULL, -- '' open
  given_by    TEXT NOT NULL
);
--bun:split
CREATE INDEX staff_posts_account ON staff_posts (account, place);
--bun:split
CREATE INDEX staff_posts_office ON staff_posts (office, role);
--bun:split
CREATE TABLE staff_leaves (
  id        TEXT PRIMARY KEY,
  account   TEXT NOT NULL REFERENCES staff_members (account),
  from_day  TEXT NOT NULL,
  until_day TEXT NOT NULL,
  deputy    TEXT NOT NULL, -- account; '' nobody
  noted_by  TEXT NOT NULL
);
--bun:split
CREATE INDEX staff_leaves_account ON staff_leaves (account, from_day);
--bun:split
CREATE INDEX staff_leaves_deputy ON staff_leaves (deputy, from_day);
