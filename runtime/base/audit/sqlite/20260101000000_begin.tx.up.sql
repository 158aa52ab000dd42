-- The audit trail. A row is written once by its transaction, and once more by the sequencer, which gives it its place in the chain.
CREATE TABLE audit_events (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at          INTEGER NOT NULL, -- unix microseconds
  actor_kind  TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  act         TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id   TEXT NOT NULL,
  detail      TEXT NOT NULL,    -- JSON, personal numbers masked; the very bytes that are hashed
  seq         INTEGER UNIQUE,   -- place in the chain, from 1; null until sealed
  prev        TEXT NOT NULL DEFAULT '',
  hash        TEXT NOT NULL DEFAULT ''
);
--bun:split
CREATE INDEX audit_events_object ON audit_events (object_kind, object_id, id);
--bun:split
CREATE INDEX audit_events_actor ON audit_events (actor_id, id);
--bun:split
CREATE INDEX audit_events_unsealed ON audit_events (id) WHERE seq IS NULL;
--bun:split
-- Whoever holds the file can drop these: they stop mistakes, the chain shows intent.
CREATE TRIGGER audit_events_keep BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;
--bun:split
CREATE TRIGGER audit_events_seal_once BEFORE UPDATE ON audit_events
WHEN OLD.seq IS NOT NULL OR NEW.seq IS NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.actor_kind IS NOT OLD.actor_kind
  OR NEW.actor_id IS NOT OLD.actor_id OR NEW.act IS NOT OLD.act OR NEW.object_kind IS NOT OLD.object_kind
  OR NEW.object_id IS NOT OLD.object_id OR NEW.detail IS NOT OLD.detail
BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
