DROP TABLE imported_licences;
