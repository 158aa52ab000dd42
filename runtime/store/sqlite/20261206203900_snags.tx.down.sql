DROP TABLE snag_steps;
--bun:split
DROP TABLE snags;
