-- What an action tells the next page, once (architecture rule 6).
ALTER TABLE "session" ADD COLUMN "flash" JSONB;
