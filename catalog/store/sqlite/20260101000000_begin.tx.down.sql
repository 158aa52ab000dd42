DROP TABLE catalog_versions;
--bun:split
DROP TABLE catalog_items;
--bun:split
DROP TABLE catalog_imports;
--bun:split
DROP TABLE catalog_packs;
