DROP TABLE query_tries;
--bun:split
DROP TABLE query_codes;
