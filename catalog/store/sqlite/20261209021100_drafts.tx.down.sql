DROP TABLE catalog_folders;
--bun:split
DROP TABLE definition_seats;
--bun:split
DROP TABLE definition_comments;
--bun:split
DROP TABLE definition_moves;
--bun:split
DROP TABLE definition_steps;
--bun:split
DROP TABLE definition_files;
--bun:split
DROP TABLE definition_drafts;
