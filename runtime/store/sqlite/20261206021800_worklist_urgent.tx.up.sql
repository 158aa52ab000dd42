-- The list goes by the day until which the office has to act, where there is one before the promised one.
DROP INDEX cases_order;
--bun:split
CREATE INDEX cases_order ON cases (
  (CASE WHEN state IN ('done', 'rejected_intake', 'withdrawn', 'transferred', 'archived') THEN 1 WHEN waits = 'office' OR waits = '' AND state = 'submitted' THEN 0 ELSE 1 END),
  (CASE WHEN act_by <> '' AND (due = '' OR act_by < due OR state IN ('special', 'suspended')) THEN act_by WHEN due <> '' THEN due ELSE '9999-12-31' END), submitted, number);
--bun:split
DROP INDEX cases_state_order;
--bun:split
CREATE INDEX cases_state_order ON cases (state, (CASE WHEN act_by <> '' AND (due = '' OR act_by < due OR state IN ('special', 'suspended')) THEN act_by WHEN due <> '' THEN due ELSE '9999-12-31' END), submitted, number);
