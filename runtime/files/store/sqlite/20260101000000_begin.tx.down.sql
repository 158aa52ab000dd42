DROP TABLE draft_files;
