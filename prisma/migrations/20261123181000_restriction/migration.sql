-- Restriction of processing (GDPR Art. 18; DS-12): stored, not used; the person is told before it ends.

-- CreateTable
CREATE TABLE "restriction" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "placed_by" UUID NOT NULL,
    "lift_reason" TEXT,
    "lift_announced_at" TIMESTAMPTZ(3),
    "lift_announced_by" UUID,
    "lift_mail_id" UUID,
    "told_at" TIMESTAMPTZ(3),
    "ends_on" DATE,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "restriction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "restriction_lift_mail_id_key" ON "restriction"("lift_mail_id");

-- CreateIndex
CREATE INDEX "restriction_account_id_idx" ON "restriction"("account_id");

-- AddForeignKey
ALTER TABLE "restriction" ADD CONSTRAINT "restriction_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "restriction" ADD CONSTRAINT "restriction_ground" CHECK ("ground" IN ('accuracy', 'unlawful', 'claims', 'objection'));
-- Nobody is let out of a restriction without having been told before (Art. 18(3)).
ALTER TABLE "restriction" ADD CONSTRAINT "restriction_told_before_end" CHECK ("lifted_at" IS NULL OR "told_at" IS NOT NULL);
-- One at a time.
CREATE UNIQUE INDEX "restriction_open" ON "restriction" ((CASE WHEN "lifted_at" IS NULL THEN "account_id" END));
-- Restrictions by their last day, for the duty that ends them.
CREATE INDEX "restriction_ending" ON "restriction" ((CASE WHEN "lifted_at" IS NULL THEN "ends_on" END));
