DROP TABLE signings;
