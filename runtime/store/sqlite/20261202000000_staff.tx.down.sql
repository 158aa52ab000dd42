DROP TABLE staff_leaves;
--bun:split
DROP TABLE staff_posts;
--bun:split
DROP TABLE staff_members;
