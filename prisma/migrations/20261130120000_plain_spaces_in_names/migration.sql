-- Names were stored with no-break and typographic spaces, so that "Dr. Müller" did not find them (DS-03). From here on lib/fields.ts
-- reads every kind of space as a plain one.
UPDATE account SET
  surname = btrim(regexp_replace(surname, '[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]+', ' ', 'g')),
  given_name = btrim(regexp_replace(given_name, '[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]+', ' ', 'g')),
  organisation = btrim(regexp_replace(organisation, '[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]+', ' ', 'g')),
  position = btrim(regexp_replace(position, '[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000 ]+', ' ', 'g'))
WHERE concat_ws('', surname, given_name, organisation, position) ~ '[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]';
