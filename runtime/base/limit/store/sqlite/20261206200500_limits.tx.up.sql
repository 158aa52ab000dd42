-- How often somebody did something of late, counted by all nodes: free_at is when the bucket is full again, in
-- microseconds. who is a keyed digest.
CREATE TABLE rate_limits (
  rule    TEXT NOT NULL,
  who     TEXT NOT NULL,
  free_at INTEGER NOT NULL,
  PRIMARY KEY (rule, who)
);
--bun:split
CREATE INDEX rate_limits_free ON rate_limits (free_at);
