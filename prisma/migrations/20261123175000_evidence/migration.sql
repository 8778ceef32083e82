-- AlterTable
ALTER TABLE "suspension" ADD COLUMN     "end_reason" TEXT;

-- CreateTable
CREATE TABLE "promise_check" (
    "id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "found" INTEGER NOT NULL,
    "held_at" TIMESTAMPTZ(3),
    "broken_since" TIMESTAMPTZ(3),

    CONSTRAINT "promise_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "description" TEXT NOT NULL,
    "affected_kind" TEXT NOT NULL,
    "affected_from" TIMESTAMPTZ(3),
    "affected_until" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by" UUID NOT NULL,
    "authority_told_at" TIMESTAMPTZ(3),
    "delay_reason" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "outcome" TEXT,

    CONSTRAINT "breach_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold_request" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "review_on" DATE,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision" TEXT,

    CONSTRAINT "hold_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pending_erasure" (
    "account_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_erasure_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "disclosure" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID,
    "authority" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "file_number" TEXT NOT NULL,
    "ordered_on" DATE NOT NULL,
    "legal_basis" TEXT NOT NULL,
    "scope" TEXT[],
    "sought" TEXT,
    "tell_from" DATE,
    "told" TEXT NOT NULL DEFAULT 'no',
    "order_scan" BYTEA,
    "order_scan_type" TEXT,
    "order_sha256" TEXT,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_by" UUID NOT NULL,
    "decision" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "rejected_reason" TEXT,
    "answer" TEXT,
    "archive" BYTEA,
    "archive_sha256" TEXT,
    "handed_over_on" DATE,
    "handed_over_to" TEXT,

    CONSTRAINT "disclosure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "breach_noticed_at_idx" ON "breach"("noticed_at");

-- CreateIndex
CREATE INDEX "hold_request_account_id_idx" ON "hold_request"("account_id");

-- CreateIndex
CREATE INDEX "disclosure_account_id_idx" ON "disclosure"("account_id");

-- CreateIndex
CREATE INDEX "disclosure_prepared_at_idx" ON "disclosure"("prepared_at");

-- AddForeignKey
ALTER TABLE "hold_request" ADD CONSTRAINT "hold_request_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_erasure" ADD CONSTRAINT "pending_erasure_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two people, whatever the code does (DS-10).
ALTER TABLE "hold_request" ADD CONSTRAINT "hold_request_two_people" CHECK ("decided_by" <> "prepared_by");
ALTER TABLE "hold_request" ADD CONSTRAINT "hold_request_words" CHECK (
  "kind" IN ('place', 'lift') AND ("kind" = 'place') = ("review_on" IS NOT NULL)
  AND ("decision" IS NULL OR "decision" IN ('released', 'rejected'))
  AND ("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by" IS NULL)
);
-- One undecided request per account.
CREATE UNIQUE INDEX "hold_request_open" ON "hold_request" ((CASE WHEN "decided_at" IS NULL THEN "account_id" END));

ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_two_people" CHECK ("decided_by" <> "prepared_by");
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_words" CHECK (
  "told" IN ('no', 'yes') AND ("decision" IS NULL OR "decision" IN ('released', 'rejected'))
  AND ("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by" IS NULL)
  AND ("answer" IS NULL OR "answer" IN ('found', 'erased', 'unknown'))
  AND ("decision" IS DISTINCT FROM 'released' OR ("archive_sha256" IS NOT NULL AND "answer" IS NOT NULL AND "order_sha256" IS NOT NULL))
  AND ("decision" IS NOT NULL OR ("archive" IS NULL AND "handed_over_on" IS NULL))
  AND ("decision" IS NULL OR "sought" IS NULL)
  AND ("handed_over_on" IS NULL OR "archive" IS NULL)
);

ALTER TABLE "breach" ADD CONSTRAINT "breach_words" CHECK ("affected_kind" IN ('all', 'registered', 'signed-in'));
