DROP TABLE catalog_shelves;
