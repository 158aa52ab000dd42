DROP TABLE own_stamps;
--bun:split
DROP TABLE own_records;
