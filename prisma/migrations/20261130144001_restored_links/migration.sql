-- Links that ended because the portal was read back from a backup say so.
ALTER TABLE "account_token" DROP CONSTRAINT "account_token_outcome";
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_outcome"
  CHECK (("outcome" IS NULL) = ("used_at" IS NULL) AND "outcome" IN ('done', 'superseded', 'taken', 'withdrawn', 'void', 'restored'));
