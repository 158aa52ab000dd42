DROP TABLE mandates;
--bun:split
DROP TABLE accounts;
--bun:split
DROP TABLE sign_ins;
--bun:split
DROP INDEX sessions_account;
--bun:split
ALTER TABLE sessions DROP COLUMN provider;
--bun:split
ALTER TABLE sessions DROP COLUMN method;
--bun:split
ALTER TABLE sessions DROP COLUMN level;
