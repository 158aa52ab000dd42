DROP TABLE booking_closures;
--bun:split
DROP TABLE booking_accounts;
--bun:split
DROP TABLE booking_days;
--bun:split
DROP TABLE bookings;
