-- Recovery codes stand in the session that made them until the person has confirmed that they are kept (DS-06).
ALTER TABLE "session" ADD COLUMN "pending_codes" BYTEA;
