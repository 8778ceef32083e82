-- A password is set by whoever has the mailbox; each link confirms what its own mail was about and tells what became of it (DS-03, DS-04, DS-06).
ALTER TABLE "account" ALTER COLUMN "password_hash" DROP NOT NULL;

CREATE TABLE "registration" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "surname" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "member_group" "member_group" NOT NULL,
    "organisation" TEXT,
    "position" TEXT,
    "version_number" INTEGER NOT NULL,
    "wording" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "registration_account_id_idx" ON "registration"("account_id");
ALTER TABLE "registration" ADD CONSTRAINT "registration_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "account_token" ADD COLUMN "registration_id" UUID, ADD COLUMN "outcome" TEXT;
CREATE INDEX "account_token_registration_id_idx" ON "account_token"("registration_id");
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "erased_link" (
    "token_hash" TEXT NOT NULL,
    "purpose" "token_purpose" NOT NULL,
    "outcome" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_link_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "erased_link_expires_at_idx" ON "erased_link"("expires_at");

-- Used links so far do not say whether they succeeded: a change of address that cannot be seen in the account is not called one.
DELETE FROM "account_token" t USING "account" a
  WHERE a."id" = t."account_id" AND t."used_at" IS NOT NULL AND t."purpose" = 'change_email' AND t."new_email" IS DISTINCT FROM a."email";
UPDATE "account_token" SET "outcome" = 'done' WHERE "used_at" IS NOT NULL;
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_outcome" CHECK (
  ("outcome" IS NULL) = ("used_at" IS NULL)
  AND "outcome" IN ('done', 'superseded', 'taken', 'withdrawn', 'void')
);
ALTER TABLE "erased_link" ADD CONSTRAINT "erased_link_outcome" CHECK ("outcome" IN ('gone', 'taken', 'withdrawn'));

-- Waiting registrations keep their link; it confirms what they said. Their passwords were chosen before anybody proved the address: void.
INSERT INTO "registration" ("account_id", "surname", "given_name", "member_group", "organisation", "position", "version_number", "wording", "requested_at")
SELECT a."id", a."surname", a."given_name", a."member_group", a."organisation", a."position", p."version_number", p."wording", a."registered_at"
FROM "account" a
JOIN LATERAL (
  SELECT "version_number", "wording" FROM "policy_acceptance" WHERE "account_id" = a."id" ORDER BY "version_number" DESC LIMIT 1
) p ON true
WHERE a."email_confirmed_at" IS NULL;
UPDATE "account_token" t SET "registration_id" = r."id" FROM "registration" r
  WHERE r."account_id" = t."account_id" AND t."purpose" = 'confirm_registration' AND t."used_at" IS NULL;
DELETE FROM "policy_acceptance" p USING "account" a WHERE a."id" = p."account_id" AND a."email_confirmed_at" IS NULL;
UPDATE "account" SET "password_hash" = NULL WHERE "email_confirmed_at" IS NULL;
