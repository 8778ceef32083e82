-- CreateTable
CREATE TABLE "promise_check_day" (
    "check_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "runs" INTEGER NOT NULL,
    "broken" INTEGER NOT NULL,
    "most" INTEGER NOT NULL,

    CONSTRAINT "promise_check_day_pkey" PRIMARY KEY ("check_id","day")
);

-- CreateTable
CREATE TABLE "audit_verification" (
    "id" BIGSERIAL NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "is_full" BOOLEAN NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "faults" INTEGER NOT NULL,

    CONSTRAINT "audit_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_act" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "chosen" INTEGER NOT NULL,
    "members" INTEGER NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_by" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "stopped_by" UUID,
    "done" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "postponed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "bulk_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_act_target" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "act_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,
    "seen" TEXT NOT NULL,

    CONSTRAINT "bulk_act_target_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bulk_act_prepared_at_idx" ON "bulk_act"("prepared_at");

-- CreateIndex
CREATE INDEX "bulk_act_target_account_id_idx" ON "bulk_act_target"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_act_target_act_id_account_id_key" ON "bulk_act_target"("act_id", "account_id");

-- AddForeignKey
ALTER TABLE "bulk_act_target" ADD CONSTRAINT "bulk_act_target_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "bulk_act"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_act_target" ADD CONSTRAINT "bulk_act_target_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two people, whatever the code does (DS-06).
ALTER TABLE "bulk_act" ADD CONSTRAINT "bulk_act_two_people" CHECK ("decision" <> 'released' OR "decided_by" <> "prepared_by");
ALTER TABLE "bulk_act" ADD CONSTRAINT "bulk_act_words" CHECK (
  "kind" IN ('suspend', 'end-sessions', 'erase')
  AND ("decision" IS NULL OR "decision" IN ('released', 'rejected', 'expired'))
  AND ("decision" IS NULL) = ("decided_at" IS NULL)
  AND ("decided_by" IS NOT NULL) = coalesce("decision" IN ('released', 'rejected'), false)
  AND ("decision" IS DISTINCT FROM 'released' OR "submitted_at" IS NOT NULL)
  AND ("finished_at" IS NULL OR "decision" = 'released')
  AND ("stopped_by" IS NULL OR "finished_at" IS NOT NULL)
);
