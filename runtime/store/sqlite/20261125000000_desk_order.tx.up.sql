-- Who sees the cases of all offices: a page in its order, of one state or of all, and what is counted beside it,
-- without sorting or reading every case.
CREATE INDEX cases_order ON cases ((state <> 'submitted'), (due = ''), due, changed, number);
--bun:split
CREATE INDEX cases_state_order ON cases (state, (due = ''), due, changed, number);
--bun:split
CREATE INDEX cases_state_items ON cases (state, item, name);
--bun:split
CREATE INDEX cases_state_offices ON cases (state, office, office_title);
--bun:split
-- By office as before; cases_due is what orders there.
DROP INDEX cases_office;
--bun:split
CREATE INDEX cases_office ON cases (office, state, office_title);
--bun:split
-- Keys of requests are forgotten when they are old.
CREATE INDEX request_keys_at ON request_keys (at);
