-- Draft, release by a second person, announcement, objection (DS-11).

-- AlterTable
ALTER TABLE "policy_version"
  ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "edited_by" UUID,
  ADD COLUMN "edited_at" TIMESTAMPTZ(3),
  ADD COLUMN "submitted_at" TIMESTAMPTZ(3),
  ADD COLUMN "submitted_by" UUID,
  ADD COLUMN "returned_reason" TEXT,
  ADD COLUMN "published_by" UUID;

-- AlterTable
ALTER TABLE "policy_announcement"
  ADD COLUMN "bounced_at" TIMESTAMPTZ(3),
  ADD COLUMN "shown_at" TIMESTAMPTZ(3),
  ADD COLUMN "confirmed_at" TIMESTAMPTZ(3),
  ADD COLUMN "closed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "policy_objection" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "version_number" INTEGER NOT NULL,
    "received_on" DATE NOT NULL,
    "reason" TEXT,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "decision" TEXT,
    "decision_note" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "policy_objection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "policy_objection_account_id_idx" ON "policy_objection"("account_id");

-- CreateIndex
CREATE INDEX "policy_objection_version_number_idx" ON "policy_objection"("version_number");

-- AddForeignKey
ALTER TABLE "policy_objection" ADD CONSTRAINT "policy_objection_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_objection" ADD CONSTRAINT "policy_objection_version_number_fkey" FOREIGN KEY ("version_number") REFERENCES "policy_version"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One draft at a time.
CREATE UNIQUE INDEX "policy_version_one_draft" ON "policy_version" ((CASE WHEN "published_at" IS NULL THEN true END));

-- One objection per member and version that has not been withdrawn.
CREATE UNIQUE INDEX "policy_objection_open" ON "policy_objection" ("version_number", (CASE WHEN "withdrawn_at" IS NULL THEN "account_id" END));

ALTER TABLE "policy_objection" ADD CONSTRAINT "policy_objection_decision" CHECK (
  "decision" IN ('keep', 'talk', 'offer-erasure') AND ("decision" IS NULL) = ("decided_at" IS NULL)
);

-- Announcements whose time to object runs, by its begin; and those whose mail has not been accepted.
CREATE INDEX "policy_announcement_running" ON "policy_announcement" ("version_number",
  (CASE WHEN "closed_at" IS NULL AND "objected_at" IS NULL AND "bounced_at" IS NULL THEN "accepted_at" END));
CREATE INDEX "policy_announcement_waiting" ON "policy_announcement"
  ((CASE WHEN "accepted_at" IS NULL AND "bounced_at" IS NULL THEN "mail_id" END));
