-- Tolerance of spelling mistakes. A trusted extension since PostgreSQL 13: whoever owns the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "publication_kind" AS ENUM ('offer', 'event', 'notice');

-- CreateEnum
CREATE TYPE "attendance" AS ENUM ('on_site', 'online', 'hybrid');

-- CreateEnum
CREATE TYPE "price_kind" AS ENUM ('free', 'fixed', 'on_request');

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "corrects_id" UUID,
    "kind" "publication_kind" NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "summary" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "subjects" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "attendance" "attendance",
    "place" TEXT,
    "venue" TEXT,
    "starts_on" DATE,
    "starts_at" TEXT,
    "ends_on" DATE,
    "ends_at" TEXT,
    "duration" TEXT,
    "price_kind" "price_kind",
    "price_cents" INTEGER,
    "target_group" TEXT,
    "funding" TEXT,
    "link" TEXT,
    "show_name" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "submitted_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),
    "return_reason" TEXT,
    "decided_by" UUID,
    "published_at" TIMESTAMPTZ(3),
    "corrected_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "shown_until" DATE,
    "reminded_of" DATE,
    "search" tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('german', "title"), 'A')
      || setweight(to_tsvector('german', "summary" || ' ' || coalesce("place", '') || ' ' || coalesce("target_group", '')), 'B')
      || setweight(to_tsvector('german', left("body", 20000)), 'C')
    ) STORED,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication_word" (
    "word" TEXT NOT NULL,
    "publications" INTEGER NOT NULL,

    CONSTRAINT "publication_word_pkey" PRIMARY KEY ("word")
);

-- CreateIndex
CREATE UNIQUE INDEX "publication_corrects_id_key" ON "publication"("corrects_id");

-- CreateIndex
CREATE INDEX "publication_account_id_idx" ON "publication"("account_id");

-- CreateIndex
CREATE INDEX "publication_subjects_idx" ON "publication" USING GIN ("subjects");

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A correction leads to a published row and is none itself; what is shown has a last day; what takes place has a first one.
ALTER TABLE "publication"
  ADD CONSTRAINT "publication_correction_is_unpublished" CHECK ("corrects_id" IS NULL OR "published_at" IS NULL),
  ADD CONSTRAINT "publication_shown_until" CHECK ("published_at" IS NULL OR "shown_until" IS NOT NULL),
  ADD CONSTRAINT "publication_event_starts" CHECK ("published_at" IS NULL OR "kind" <> 'event' OR "starts_on" IS NOT NULL),
  ADD CONSTRAINT "publication_days" CHECK ("ends_on" IS NULL OR "starts_on" IS NULL OR "published_at" IS NULL OR "starts_on" <= "ends_on"),
  ADD CONSTRAINT "publication_price" CHECK ("price_cents" IS NULL OR "price_cents" BETWEEN 0 AND 100000000),
  ADD CONSTRAINT "publication_times" CHECK (("starts_at" IS NULL OR "starts_at" ~ '^[0-2][0-9]:[0-5][0-9]$') AND ("ends_at" IS NULL OR "ends_at" ~ '^[0-2][0-9]:[0-5][0-9]$'));

-- What the public list reads: the newest first, the next first, and by the words of a search.
CREATE INDEX "publication_newest" ON "publication" ("published_at" DESC, "id") WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
CREATE INDEX "publication_next" ON "publication" ("starts_on", "id") WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
CREATE INDEX "publication_place" ON "publication" (lower("place") text_pattern_ops) WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
CREATE INDEX "publication_search" ON "publication" USING gin ("search") WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
-- What waits for its review; what ends soon.
CREATE INDEX "publication_submitted" ON "publication" ("submitted_at") WHERE "submitted_at" IS NOT NULL;
CREATE INDEX "publication_ending" ON "publication" ("shown_until") WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;

CREATE INDEX "publication_word_trigrams" ON "publication_word" USING gin ("word" gin_trgm_ops);

-- The words of published titles, summaries and towns, each with the number of texts that hold it.
CREATE FUNCTION publication_words(title text, summary text, place text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT DISTINCT word
  FROM regexp_split_to_table(lower((title || ' ' || summary || ' ' || coalesce(place, '')) COLLATE "de-x-icu"), '[^a-zäöüßáàâéèêëíîïóôúûçñ]+') AS word
  WHERE length(word) BETWEEN 4 AND 40
$$;

CREATE FUNCTION publication_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    -- Locked in the order of the words: two statements never wait for each other.
    PERFORM 1 FROM publication_word w
    WHERE w.word IN (SELECT publication_words(o.title, o.summary, o.place) FROM old_rows o WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL)
    ORDER BY w.word FOR UPDATE;
    UPDATE publication_word w SET publications = w.publications - gone.times
    FROM (SELECT word, count(*) AS times FROM old_rows o, publication_words(o.title, o.summary, o.place) AS word
          WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL GROUP BY word) AS gone
    WHERE w.word = gone.word;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    INSERT INTO publication_word AS w (word, publications)
    SELECT word, count(*) FROM new_rows n, publication_words(n.title, n.summary, n.place) AS word
    WHERE n.published_at IS NOT NULL AND n.withdrawn_at IS NULL GROUP BY word ORDER BY word
    ON CONFLICT (word) DO UPDATE SET publications = w.publications + excluded.publications;
  END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    DELETE FROM publication_word w USING (
      SELECT DISTINCT word FROM old_rows o, publication_words(o.title, o.summary, o.place) AS word
      WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL) AS gone
    WHERE w.word = gone.word AND w.publications <= 0;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER publication_words_inserted AFTER INSERT ON "publication"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION publication_words_kept();
CREATE TRIGGER publication_words_updated AFTER UPDATE ON "publication"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION publication_words_kept();
CREATE TRIGGER publication_words_deleted AFTER DELETE ON "publication"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION publication_words_kept();
