DROP TABLE definition_stops;
