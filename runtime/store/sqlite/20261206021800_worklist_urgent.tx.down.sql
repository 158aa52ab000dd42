DROP INDEX cases_order;
--bun:split
CREATE INDEX cases_order ON cases (
  (CASE WHEN state IN ('done', 'rejected_intake', 'withdrawn', 'transferred', 'archived') THEN 1 WHEN waits = 'office' OR waits = '' AND state = 'submitted' THEN 0 ELSE 1 END),
  (CASE WHEN due = '' THEN '9999-12-31' ELSE due END), submitted, number);
--bun:split
DROP INDEX cases_state_order;
--bun:split
CREATE INDEX cases_state_order ON cases (state, (CASE WHEN due = '' THEN '9999-12-31' ELSE due END), submitted, number);
