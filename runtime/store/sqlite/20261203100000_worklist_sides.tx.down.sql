DROP INDEX cases_order;
--bun:split
CREATE INDEX cases_order ON cases (
  (CASE WHEN state IN ('submitted', 'received', 'accepted', 'in_review', 'joint_review', 'onsite_verify') THEN 0 ELSE 1 END),
  (CASE WHEN due = '' THEN '9999-12-31' ELSE due END), submitted, number);
