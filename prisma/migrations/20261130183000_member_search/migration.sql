-- Letters as people without the right keyboard write them, small: š → s, ø → o, ß → ss, and in fold_letters ä → ae instead of ä → a.
-- Bodies in the SQL standard's form: their names are resolved here and now, so that a restored dump needs no search path.
CREATE FUNCTION plain_letters(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
  normalize(
    replace(replace(replace(replace(
      translate(lower(normalize(words, NFKC) COLLATE "und-x-icu"), 'øłđðıħ', 'olddih'),
      'ß', 'ss'), 'þ', 'th'), 'æ', 'ae'), 'œ', 'oe'),
    NFKD),
  '[\u0300-\u036F]', '', 'g');

CREATE FUNCTION fold_letters(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN plain_letters(
  replace(replace(replace(lower(normalize(words, NFKC) COLLATE "und-x-icu"), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'));

-- Every way to write it that somebody may look for: Müller and Mueller are found as mueller and as muller.
CREATE FUNCTION spellings(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT folded || CASE WHEN plain = folded THEN '' ELSE ' ' || plain END
    || CASE WHEN bare IN (plain, folded) THEN '' ELSE ' ' || bare END
  FROM (SELECT fold_letters(words) AS folded, plain_letters(words) AS plain) AS once,
    LATERAL (SELECT regexp_replace(folded, '([aou])e', '\1', 'g') AS bare) AS twice
);

-- Made from name and organisation alone: it changes and goes with them (DS-04). Never the address, which not everybody may look for (DS-08).
ALTER TABLE "account" ADD COLUMN "search_words" TEXT NOT NULL GENERATED ALWAYS AS (
  spellings("surname" || ' ' || "given_name" || ' ' || coalesce("organisation", ''))
) STORED;

-- The list of members in the German order of letters, without sorting all of them for each page.
DROP INDEX "account_surname_given_name_idx";
CREATE INDEX "account_by_name" ON "account" ("surname" COLLATE "de-x-icu", "given_name" COLLATE "de-x-icu", "id");

-- The same index stood there twice.
DROP INDEX "audit_event_shown_idx";
