-- What is shown of a text stands beside it (docs/decisions/0068-what-members-write-is-drawn-once.md): drawn by the code when the text is
-- written, for older rows by a duty. A copy of the text: it cannot outlive it (DS-04), nor be another text's.
ALTER TABLE "publication" ADD COLUMN "drawn" JSONB;
ALTER TABLE "forum_post" ADD COLUMN "drawn" JSONB;
ALTER TABLE "forum_revision" ADD COLUMN "drawn" JSONB;
ALTER TABLE "directory_entry" ADD COLUMN "drawn" JSONB;

-- The title of a topic is written with its first post, and kept like its text when it is changed later (decision 0023).
ALTER TABLE "forum_revision" ADD COLUMN "title" TEXT;

CREATE FUNCTION drawing_goes_with_its_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.drawn := NULL;
  RETURN NEW;
END
$$;
CREATE TRIGGER publication_drawing BEFORE UPDATE ON "publication" FOR EACH ROW
  WHEN (OLD."body" IS DISTINCT FROM NEW."body" AND OLD."drawn" IS NOT DISTINCT FROM NEW."drawn") EXECUTE FUNCTION drawing_goes_with_its_text();
CREATE TRIGGER forum_post_drawing BEFORE UPDATE ON "forum_post" FOR EACH ROW
  WHEN (OLD."body" IS DISTINCT FROM NEW."body" AND OLD."drawn" IS NOT DISTINCT FROM NEW."drawn") EXECUTE FUNCTION drawing_goes_with_its_text();
CREATE TRIGGER forum_revision_drawing BEFORE UPDATE ON "forum_revision" FOR EACH ROW
  WHEN (OLD."body" IS DISTINCT FROM NEW."body" AND OLD."drawn" IS NOT DISTINCT FROM NEW."drawn") EXECUTE FUNCTION drawing_goes_with_its_text();
CREATE TRIGGER directory_entry_drawing BEFORE UPDATE ON "directory_entry" FOR EACH ROW
  WHEN (OLD."introduction" IS DISTINCT FROM NEW."introduction" AND OLD."drawn" IS NOT DISTINCT FROM NEW."drawn")
  EXECUTE FUNCTION drawing_goes_with_its_text();
