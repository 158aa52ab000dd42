-- Urgent stops: items that take no new applications, with what people are told, until somebody else lifts it.
-- older programs go on
CREATE TABLE definition_stops (
  item        TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  notice      TEXT NOT NULL,
  english     TEXT NOT NULL,
  by          TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  at          INTEGER NOT NULL, -- unix microseconds, as all instants
  lifted      INTEGER NOT NULL, -- 0 not yet
  lifted_by   TEXT NOT NULL,
  lifted_name TEXT NOT NULL,
  lift_reason TEXT NOT NULL,
  PRIMARY KEY (item, seq)
);
--bun:split
CREATE UNIQUE INDEX definition_stops_live ON definition_stops (item) WHERE lifted = 0;
