DROP TABLE rating_steps;
--bun:split
DROP TABLE rating_tasks;
--bun:split
DROP TABLE ratings;
