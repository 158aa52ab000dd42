-- They are told of again when they sign in next.
DELETE FROM accounts WHERE issuer = 'stand-in';
