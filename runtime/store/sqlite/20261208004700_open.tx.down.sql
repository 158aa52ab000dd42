DROP TABLE monthly_made;
--bun:split
DROP TABLE monthly_figures;
--bun:split
DROP TABLE case_outcomes;
--bun:split
DROP TABLE publications;
