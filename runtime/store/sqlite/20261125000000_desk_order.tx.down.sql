DROP INDEX request_keys_at;
--bun:split
DROP INDEX cases_office;
--bun:split
CREATE INDEX cases_office ON cases (office, state, submitted);
--bun:split
DROP INDEX cases_state_offices;
--bun:split
DROP INDEX cases_state_items;
--bun:split
DROP INDEX cases_state_order;
--bun:split
DROP INDEX cases_order;
