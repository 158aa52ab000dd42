-- older programs go on
-- The stand-in for sign-in has one name, whatever port it has today: who had signed in at another could not any more.
UPDATE accounts SET issuer = 'stand-in' WHERE issuer LIKE 'http://%/stand-in';
