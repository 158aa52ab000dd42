DROP TABLE notice_reads;
--bun:split
DROP TABLE notices;
