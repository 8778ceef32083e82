-- An event can be cancelled or postponed and stays to be seen (DS-07); each change after the first release counts up what calendars compare.
CREATE TYPE "event_state" AS ENUM ('cancelled', 'postponed');
ALTER TABLE "publication"
  ADD COLUMN "event_state" "event_state",
  ADD COLUMN "event_state_at" TIMESTAMPTZ(3),
  ADD COLUMN "sequence" INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT "publication_event_state" CHECK ("event_state" IS NULL OR ("kind" = 'event' AND "event_state_at" IS NOT NULL));

-- The last change of all, for feeds that are asked whether anything is new.
CREATE INDEX "publication_changed" ON "publication" (greatest("published_at", "corrected_at", "withdrawn_at", "event_state_at"))
  WHERE "published_at" IS NOT NULL;
-- What one organisation publishes: its list, its feeds, its calendar.
CREATE INDEX "publication_publisher" ON "publication" ("publisher", "published_at" DESC) WHERE "published_at" IS NOT NULL AND "withdrawn_at" IS NULL;
