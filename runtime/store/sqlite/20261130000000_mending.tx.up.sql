-- A returned case is mended in one draft by each person. Those of an earlier round are closed, and so are all but the
-- last of several.
UPDATE applications SET case_number = amends, content = '{}', facts = '[]'
WHERE amends <> '' AND case_number = '' AND (
  created < (SELECT max(at) FROM submissions WHERE number = amends)
  OR EXISTS (SELECT 1 FROM applications AS later WHERE later.amends = applications.amends AND later.owner = applications.owner
    AND later.case_number = '' AND (later.saved, later.id) > (applications.saved, applications.id)));
--bun:split
DELETE FROM draft_files WHERE draft IN (SELECT id FROM applications WHERE case_number <> '');
--bun:split
CREATE UNIQUE INDEX applications_mending ON applications (amends, owner) WHERE amends <> '' AND case_number = '';
