DROP TABLE notice_choices;
--bun:split
DROP TABLE notice_deliveries;
