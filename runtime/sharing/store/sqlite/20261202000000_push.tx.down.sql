DROP TABLE push_feeds;
--bun:split
DROP TABLE push_nonces;
--bun:split
DROP TABLE push_messages;
