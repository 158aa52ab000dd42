DELETE FROM case_files WHERE round = 0;
--bun:split
DROP TABLE case_enclosures;
