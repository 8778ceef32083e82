-- One search for publications, forum and directory (DS-07, decision 0076): texts and what is looked for are cut into words by the same
-- functions, which give the same words under every locale. Bodies in the SQL standard's form: a restored dump needs no search path.

-- Stems as in pg_catalog.german, but every word counts: "Was nun?" is a title.
CREATE TEXT SEARCH DICTIONARY german_stems (TEMPLATE = pg_catalog.snowball, Language = german);
CREATE TEXT SEARCH CONFIGURATION every_word (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION every_word ALTER MAPPING REPLACE pg_catalog.german_stem WITH german_stems;

-- What typesetting leaves in a text: ligatures and unusual spaces become plain ones, what cannot be seen goes.
CREATE FUNCTION visible_letters(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN normalize(
  regexp_replace(words, '[\u00AD\u034F\u061C\u180B-\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB]+', '', 'g'),
  NFKC);

-- The words of a text, small, without accents, a space between two. Everything that is neither letter nor digit separates. In this order:
-- names with signs; 1.250 = 1250; Lehrer*innen = Lehrer, Lehrerinnen; Know-how = know, how, knowhow; 03. = 3.; ISO9001 = iso9001, iso, 9001;
-- and the words whose last s the stemmer takes for that of a plural ("Kurs" became "Kur").
CREATE FUNCTION search_text(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    replace(replace(replace(replace(plain, 'c++', ' c cplusplus '), 'c#', ' c csharp '), 'f#', ' f fsharp '), '.net', ' dotnet net '),
    '(\d)\.(?=\d{3}\M)', '\1', 'g'),
    '([a-z]+)[*:_/·(-]{1,2}(in|innen)\M', '\1 \1\2', 'g'),
    '\m([a-z]+)[-\u2010]([a-z]{2,})', '\1 \2 \1\2', 'g'),
    '[^[:alnum:]]+', ' ', 'g'),
    ' 0(\d)(?= )', ' \1', 'g'),
    '\m([a-z]{2,})(\d{2,})\M', '\1\2 \1 \2', 'g'),
    '(kurs|puls|zins|vers) ', '\1e ', 'g'))
  FROM (SELECT ' ' || plain_letters(visible_letters(words)) || ' ' COLLATE "und-x-icu" AS plain) AS once
);

-- For an index: the stems with their places, and long ones backwards, so that the tail of a compound is found.
CREATE FUNCTION search_vector(words TEXT) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT stems || array_to_tsvector(ARRAY(
    SELECT '~' || reverse(stem) FROM unnest(tsvector_to_array(stems)) AS stem WHERE length(stem) >= 8))
  FROM (SELECT to_tsvector('every_word'::regconfig, search_text(words)) AS stems) AS once
);

-- One of the alternatives with all its words: each as a stem; from four letters on also as beginning or tail of a compound. The stemmer
-- cuts more off a long word than off a short one ("Bildung" stays, "Weiterbildung" becomes "weiterbild"): so tails are cut as part of one.
CREATE FUNCTION search_terms(alternatives TEXT[]) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT coalesce(string_agg('(' || terms || ')', ' | '), '')::tsquery
  FROM unnest(alternatives) AS alternative, LATERAL (
    SELECT string_agg(
      CASE WHEN length(word) < 4 THEN format('''%s''', stem)
        ELSE format('(''%s'' | ''%s'':*%s)', stem, CASE WHEN length(stem) < 4 THEN word ELSE stem END,
          CASE WHEN length(tail) >= 4 THEN format(' | ''~%s'':*', reverse(tail)) END) END, ' & ') AS terms
    FROM regexp_split_to_table(search_text(alternative), ' ') AS word,
      LATERAL (SELECT (tsvector_to_array(to_tsvector('every_word'::regconfig, word)))[1] AS stem,
        substr((tsvector_to_array(to_tsvector('every_word'::regconfig, 'unter' || word)))[1], 6) AS tail) AS cut
    WHERE stem IS NOT NULL
  ) AS one
);

-- These words one after the other.
CREATE FUNCTION search_phrase(words TEXT) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN phraseto_tsquery('every_word'::regconfig, search_text(words));

-- Words as people write them, for proposals where nothing is found.
CREATE FUNCTION spelt_words(words TEXT) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT word FROM regexp_split_to_table(lower(visible_letters(words) COLLATE "und-x-icu"), '[^[:alpha:]]+') AS word
  WHERE length(word) BETWEEN 4 AND 40;
END;

-- Publications
DROP INDEX "publication_search";
ALTER TABLE "publication" DROP COLUMN "search";
ALTER TABLE "publication" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  setweight(search_vector("title"), 'A')
  || setweight(search_vector("summary" || ' ' || coalesce("place", '') || ' ' || coalesce("venue", '') || ' ' || coalesce("target_group", '')
    || ' ' || coalesce("funding", '') || ' ' || coalesce("publisher", '')), 'B')
  || setweight(search_vector(left("body", 20000)), 'C')
) STORED;
CREATE INDEX "publication_search" ON "publication" USING gin ("search") WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;

-- A town, a part of it or a postcode is found wherever it stands in the field or in the address, in each way to write its umlauts.
ALTER TABLE "publication" ADD COLUMN "place_words" TEXT GENERATED ALWAYS AS (
  ' ' || search_text(spellings(coalesce("place", '') || ' ' || coalesce("venue", '')))
) STORED;
DROP INDEX "publication_place";
CREATE INDEX "publication_place" ON "publication" USING gin ("place_words" gin_trgm_ops) WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
DROP INDEX "publication_newest";
CREATE INDEX "publication_newest" ON "publication" ("published_at" DESC, "id")
  INCLUDE ("shown_until", "account_id", "kind", "attendance", "price_kind", "price_cents", "starts_on", "ends_on", "place_words", "subjects", "withdrawn_at")
  WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
-- The order by beginning leaves nothing out: what is over is passed by in the index alone.
DROP INDEX "publication_next";
CREATE INDEX "publication_next" ON "publication" ("starts_on", "id")
  INCLUDE ("shown_until", "account_id", "kind", "attendance", "price_kind", "price_cents", "ends_on", "place_words", "subjects", "withdrawn_at", "published_at")
  WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;

CREATE OR REPLACE FUNCTION publication_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    -- Locked in the order of the words: two statements never wait for each other.
    PERFORM 1 FROM publication_word w
    WHERE w.word IN (SELECT spelt_words(concat_ws(' ', o.title, o.summary, o.place, o.publisher)) FROM old_rows o
                     WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL)
    ORDER BY w.word FOR UPDATE;
    UPDATE publication_word w SET publications = w.publications - gone.times
    FROM (SELECT word, count(*) AS times FROM old_rows o, spelt_words(concat_ws(' ', o.title, o.summary, o.place, o.publisher)) AS word
          WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL GROUP BY word) AS gone
    WHERE w.word = gone.word;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    INSERT INTO publication_word AS w (word, publications)
    SELECT word, count(*) FROM new_rows n, spelt_words(concat_ws(' ', n.title, n.summary, n.place, n.publisher)) AS word
    WHERE n.published_at IS NOT NULL AND n.withdrawn_at IS NULL GROUP BY word ORDER BY word
    ON CONFLICT (word) DO UPDATE SET publications = w.publications + excluded.publications;
  END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    DELETE FROM publication_word w USING (
      SELECT DISTINCT word FROM old_rows o, spelt_words(concat_ws(' ', o.title, o.summary, o.place, o.publisher)) AS word
      WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL) AS gone
    WHERE w.word = gone.word AND w.publications <= 0;
  END IF;
  RETURN NULL;
END
$$;
DROP FUNCTION publication_words(text, text, text);
DELETE FROM "publication_word";
INSERT INTO "publication_word" ("word", "publications")
SELECT word, count(*) FROM "publication" p, spelt_words(concat_ws(' ', p."title", p."summary", p."place", p."publisher")) AS word
WHERE p."published_at" IS NOT NULL AND p."withdrawn_at" IS NULL GROUP BY word;
-- Trigrams of plain letters: those of others depend on the locale.
DROP INDEX "publication_word_trigrams";
ALTER TABLE "publication_word" ADD COLUMN "plain" TEXT NOT NULL GENERATED ALWAYS AS (plain_letters("word")) STORED;
CREATE INDEX "publication_word_trigrams" ON "publication_word" USING gin ("plain" gin_trgm_ops);

-- Forum
DROP INDEX "forum_post_search";
ALTER TABLE "forum_post" DROP COLUMN "search";
ALTER TABLE "forum_post" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (search_vector("body")) STORED;
CREATE INDEX "forum_post_search" ON "forum_post" USING gin ("search") WHERE "search" IS NOT NULL;
DROP INDEX "forum_topic_lexemes";
ALTER TABLE "forum_topic" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (search_vector("title")) STORED;
CREATE INDEX "forum_topic_search" ON "forum_topic" USING gin ("search") WHERE "search" IS NOT NULL;
DROP INDEX "forum_topic_similar";
CREATE INDEX "forum_topic_similar" ON "forum_topic" USING gin (plain_letters("title") gin_trgm_ops);
DROP FUNCTION forum_lexemes(text);
DROP INDEX "forum_word_similar";
ALTER TABLE "forum_word" ADD COLUMN "plain" TEXT NOT NULL GENERATED ALWAYS AS (plain_letters("word")) STORED;
CREATE INDEX "forum_word_similar" ON "forum_word" USING gin ("plain" gin_trgm_ops);

-- Directory
DROP INDEX "directory_words_german";
ALTER TABLE "directory_words" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (search_vector("words")) STORED;
CREATE INDEX "directory_words_search" ON "directory_words" USING gin ("search") WHERE "search" IS NOT NULL;
DROP INDEX "directory_words_trigrams";
ALTER TABLE "directory_words" ADD COLUMN "plain" TEXT NOT NULL GENERATED ALWAYS AS (plain_letters("words")) STORED;
CREATE INDEX "directory_words_trigrams" ON "directory_words" USING gin ("plain" gin_trgm_ops);
