-- Filters are answered by the index alone, however few publications pass them.
DROP INDEX "publication_newest";
CREATE INDEX "publication_newest" ON "publication" ("published_at" DESC, "id")
  INCLUDE ("shown_until", "account_id", "kind", "attendance", "price_kind", "price_cents", "starts_on", "ends_on", "place", "subjects", "withdrawn_at")
  WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
