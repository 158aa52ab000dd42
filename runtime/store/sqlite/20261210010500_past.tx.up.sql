-- Replays read what was handed in of one item between two days, in the order of numbers.
-- older programs go on
CREATE INDEX submissions_past ON submissions (item, number, today);
