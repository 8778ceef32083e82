-- The name of the organisation, as readers see it beside the title, can be searched for too. It belongs to the account and may change:
-- triggers keep the copy, so that the words of a publication stand in one row and one index.
ALTER TABLE "publication" ADD COLUMN "publisher" TEXT;

-- The words of published titles, summaries, towns and names of organisations, with the number of texts that hold them.
CREATE OR REPLACE FUNCTION publication_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    -- Locked in the order of the words: two statements never wait for each other.
    PERFORM 1 FROM publication_word w
    WHERE w.word IN (SELECT publication_words(o.title, o.summary, concat_ws(' ', o.place, o.publisher)) FROM old_rows o
                     WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL)
    ORDER BY w.word FOR UPDATE;
    UPDATE publication_word w SET publications = w.publications - gone.times
    FROM (SELECT word, count(*) AS times FROM old_rows o, publication_words(o.title, o.summary, concat_ws(' ', o.place, o.publisher)) AS word
          WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL GROUP BY word) AS gone
    WHERE w.word = gone.word;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    INSERT INTO publication_word AS w (word, publications)
    SELECT word, count(*) FROM new_rows n, publication_words(n.title, n.summary, concat_ws(' ', n.place, n.publisher)) AS word
    WHERE n.published_at IS NOT NULL AND n.withdrawn_at IS NULL GROUP BY word ORDER BY word
    ON CONFLICT (word) DO UPDATE SET publications = w.publications + excluded.publications;
  END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    DELETE FROM publication_word w USING (
      SELECT DISTINCT word FROM old_rows o, publication_words(o.title, o.summary, concat_ws(' ', o.place, o.publisher)) AS word
      WHERE o.published_at IS NOT NULL AND o.withdrawn_at IS NULL) AS gone
    WHERE w.word = gone.word AND w.publications <= 0;
  END IF;
  RETURN NULL;
END
$$;

UPDATE "publication" p SET "publisher" = a."organisation" FROM "account" a WHERE a."id" = p."account_id" AND a."organisation" IS NOT NULL;

DROP INDEX "publication_search";
ALTER TABLE "publication" DROP COLUMN "search";
ALTER TABLE "publication" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('german', "title"), 'A')
  || setweight(to_tsvector('german', "summary" || ' ' || coalesce("place", '') || ' ' || coalesce("target_group", '') || ' ' || coalesce("publisher", '')), 'B')
  || setweight(to_tsvector('german', left("body", 20000)), 'C')
) STORED;
CREATE INDEX "publication_search" ON "publication" USING gin ("search") WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;

-- A change of the organisation at the same moment waits for the new row, or the new row for it.
CREATE FUNCTION publication_publisher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.publisher := (SELECT a.organisation FROM account a WHERE a.id = NEW.account_id FOR SHARE);
  RETURN NEW;
END
$$;
CREATE TRIGGER publication_publisher BEFORE INSERT ON "publication" FOR EACH ROW EXECUTE FUNCTION publication_publisher();

CREATE FUNCTION account_publisher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE publication SET publisher = NEW.organisation WHERE account_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER account_publisher AFTER UPDATE OF "organisation" ON "account" FOR EACH ROW
  WHEN (OLD."organisation" IS DISTINCT FROM NEW."organisation") EXECUTE FUNCTION account_publisher();
