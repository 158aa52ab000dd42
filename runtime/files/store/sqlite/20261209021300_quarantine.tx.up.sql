-- Infected content lies in quarantine.
-- older programs go on
ALTER TABLE file_checks ADD COLUMN moved BIGINT NOT NULL DEFAULT 0; -- unix microseconds; 0: it is still among what is served
--bun:split
ALTER TABLE file_checks ADD COLUMN until BIGINT NOT NULL DEFAULT 0; -- kept in quarantine, unix microseconds; 0: nothing is
