-- Who made an account: one that the operator made has no consent of a registration, every other one must have it (DS-01)
ALTER TABLE "account" ADD COLUMN "made_by" TEXT NOT NULL DEFAULT 'member';
ALTER TABLE "account" ADD CONSTRAINT "account_made_by" CHECK ("made_by" IN ('member', 'operator'));
UPDATE "account" a SET "made_by" = 'operator' WHERE EXISTS (
  SELECT FROM "audit_event" e WHERE e."subject_id" = a."id" AND e."act" = 'account.registered' AND e."actor_kind" = 'operator');
