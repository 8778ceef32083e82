-- CreateTable
CREATE TABLE "chain_loss" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "first_lost" BIGINT NOT NULL,
    "last_lost" BIGINT NOT NULL,
    "anchors" INTEGER NOT NULL,
    "digest" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision" TEXT,

    CONSTRAINT "chain_loss_pkey" PRIMARY KEY ("id")
);

-- Two people, whatever the code does (DS-06). Who claimed it may take it back.
ALTER TABLE "chain_loss" ADD CONSTRAINT "chain_loss_two_people" CHECK (
  "decision" IS DISTINCT FROM 'released' OR "decided_by" <> "prepared_by"
);
ALTER TABLE "chain_loss" ADD CONSTRAINT "chain_loss_words" CHECK (
  "anchors" > 0 AND "first_lost" <= "last_lost" AND octet_length("digest") = 32
  AND ("decision" IS NULL OR "decision" IN ('released', 'rejected'))
  AND ("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by" IS NULL)
);
-- One undecided claim at a time.
CREATE UNIQUE INDEX "chain_loss_open" ON "chain_loss" ((CASE WHEN "decided_at" IS NULL THEN true END));

-- The data protection officer may say something about it.
ALTER TABLE "opinion" DROP CONSTRAINT "opinion_words";
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_words" CHECK (
  "about" IN ('bulk-act', 'hold', 'disclosure', 'staff-change', 'policy-draft', 'stopped-run', 'chain-loss')
  AND "stance" IN ('no-objection', 'concerns', 'objects')
);
