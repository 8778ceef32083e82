-- The words of a post beside it, so that the newest posts can be looked through for a word that stands in many of them. Cutting the text
-- up for each one anew took 20 µs, so only the index could be asked, and it names every post there is before the newest are known:
-- 69 ms for a word of all of 100,000 posts, where looking through takes 0.5 ms. Made from the text alone: it goes with it (DS-04).
DROP INDEX "forum_post_lexemes";
ALTER TABLE "forum_post" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (forum_lexemes("body")) STORED;
CREATE INDEX "forum_post_search" ON "forum_post" USING gin ("search") WHERE "search" IS NOT NULL;
CREATE OR REPLACE FUNCTION forum_hits(words tsquery) RETURNS SETOF uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE
  SET enable_seqscan = off
  AS $$ SELECT id FROM forum_post WHERE search @@ words $$;
