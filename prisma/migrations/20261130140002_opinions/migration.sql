-- CreateTable
CREATE TABLE "opinion" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "about" TEXT NOT NULL,
    "act_id" TEXT NOT NULL,
    "stance" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "given_by" UUID NOT NULL,

    CONSTRAINT "opinion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "opinion_about_act_id_idx" ON "opinion"("about", "act_id");

ALTER TABLE "opinion" ADD CONSTRAINT "opinion_words" CHECK (
  "about" IN ('bulk-act', 'hold', 'disclosure', 'staff-change', 'policy-draft', 'stopped-run')
  AND "stance" IN ('no-objection', 'concerns', 'objects')
);
