DROP TABLE catalog_missed;
--bun:split
DROP TABLE catalog_shelves;
