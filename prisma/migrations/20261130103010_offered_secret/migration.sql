-- The secret of an app is shown to the session that gave the password, for ten minutes, and becomes a factor with its first code (DS-06).
ALTER TABLE "session" ADD COLUMN "offered_secret" BYTEA, ADD COLUMN "offered_at" TIMESTAMPTZ(3);
DELETE FROM "authenticator" WHERE "confirmed_at" IS NULL;
ALTER TABLE "authenticator" ALTER COLUMN "confirmed_at" SET NOT NULL, ALTER COLUMN "created_at" DROP DEFAULT;
