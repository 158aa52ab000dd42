-- Drafts that were closed stay closed.
DROP INDEX applications_mending;
