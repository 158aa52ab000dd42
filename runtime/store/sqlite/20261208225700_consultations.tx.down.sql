DELETE FROM issue_numbers WHERE kind = 'consultation';
--bun:split
DROP TABLE consultation_steps;
--bun:split
DROP TABLE consultations;
