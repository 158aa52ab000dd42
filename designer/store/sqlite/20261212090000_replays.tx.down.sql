DROP TABLE definition_replay_opened;
--bun:split
DROP TABLE definition_replay_parts;
--bun:split
DROP TABLE definition_replays;
