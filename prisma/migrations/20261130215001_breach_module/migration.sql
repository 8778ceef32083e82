-- CreateTable
CREATE TABLE "breach_finding" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "breach_id" UUID NOT NULL,
    "losses" TEXT[],
    "source" TEXT NOT NULL,
    "happened" TEXT,
    "nature" TEXT NOT NULL,
    "person_categories" TEXT,
    "persons" INTEGER,
    "record_categories" TEXT,
    "records" INTEGER,
    "consequences" TEXT,
    "measures" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" UUID NOT NULL,

    CONSTRAINT "breach_finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach_assessment" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "breach_id" UUID NOT NULL,
    "risk" TEXT NOT NULL,
    "telling" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID NOT NULL,

    CONSTRAINT "breach_assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach_report" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "breach_id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "delay_reason" TEXT,
    "reference" TEXT,
    "finding_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" UUID,

    CONSTRAINT "breach_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach_remark" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "breach_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "written_by" UUID NOT NULL,

    CONSTRAINT "breach_remark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach_letter" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "breach_id" UUID NOT NULL,
    "nature" TEXT NOT NULL,
    "consequences" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "advice" TEXT NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision" TEXT,
    "members" INTEGER,

    CONSTRAINT "breach_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "breach_telling" (
    "mail_id" UUID NOT NULL,
    "letter_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "bounced_at" TIMESTAMPTZ(3),

    CONSTRAINT "breach_telling_pkey" PRIMARY KEY ("mail_id")
);

-- CreateIndex
CREATE INDEX "breach_finding_breach_id_idx" ON "breach_finding"("breach_id");

-- CreateIndex
CREATE INDEX "breach_assessment_breach_id_idx" ON "breach_assessment"("breach_id");

-- CreateIndex
CREATE INDEX "breach_report_breach_id_idx" ON "breach_report"("breach_id");

-- CreateIndex
CREATE INDEX "breach_remark_breach_id_idx" ON "breach_remark"("breach_id");

-- CreateIndex
CREATE INDEX "breach_letter_breach_id_idx" ON "breach_letter"("breach_id");

-- CreateIndex
CREATE UNIQUE INDEX "breach_telling_letter_id_account_id_key" ON "breach_telling"("letter_id", "account_id");

-- CreateIndex
CREATE INDEX "breach_telling_account_id_idx" ON "breach_telling"("account_id");

-- AddForeignKey
ALTER TABLE "breach_finding" ADD CONSTRAINT "breach_finding_breach_id_fkey" FOREIGN KEY ("breach_id") REFERENCES "breach"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach_assessment" ADD CONSTRAINT "breach_assessment_breach_id_fkey" FOREIGN KEY ("breach_id") REFERENCES "breach"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach_report" ADD CONSTRAINT "breach_report_breach_id_fkey" FOREIGN KEY ("breach_id") REFERENCES "breach"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach_remark" ADD CONSTRAINT "breach_remark_breach_id_fkey" FOREIGN KEY ("breach_id") REFERENCES "breach"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach_letter" ADD CONSTRAINT "breach_letter_breach_id_fkey" FOREIGN KEY ("breach_id") REFERENCES "breach"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach_telling" ADD CONSTRAINT "breach_telling_letter_id_fkey" FOREIGN KEY ("letter_id") REFERENCES "breach_letter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "breach_telling" ADD CONSTRAINT "breach_telling_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What earlier releases kept in the row of the case becomes rows that nothing overwrites (GDPR Art. 33(5)).
INSERT INTO "breach_report" ("breach_id", "phase", "told_at", "delay_reason", "recorded_at", "recorded_by")
SELECT b."id", 'first', b."authority_told_at", b."delay_reason", coalesce(e."at", b."authority_told_at"), e."actor_id"::uuid
FROM "breach" b LEFT JOIN LATERAL (
  SELECT a."at", a."actor_id" FROM "audit_event" a
  WHERE a."act" = 'breach.authority-told' AND a."subject_id" = b."id" ORDER BY a."seq" DESC LIMIT 1
) e ON TRUE
WHERE b."authority_told_at" IS NOT NULL;
INSERT INTO "breach_remark" ("breach_id", "kind", "text", "written_at", "written_by")
SELECT "id", 'closed', coalesce("outcome", ''), "closed_at", coalesce("closed_by", "opened_by")
FROM "breach" WHERE "closed_at" IS NOT NULL;

-- AlterTable
ALTER TABLE "breach" ADD COLUMN "check_id" TEXT;
ALTER TABLE "breach" DROP COLUMN "delay_reason";
ALTER TABLE "breach" DROP COLUMN "outcome";

-- Two people, whatever the code does (DS-06). Who prepared it may take it back.
ALTER TABLE "breach_letter" ADD CONSTRAINT "breach_letter_two_people" CHECK (
  "decision" IS DISTINCT FROM 'released' OR "decided_by" <> "prepared_by"
);
ALTER TABLE "breach_letter" ADD CONSTRAINT "breach_letter_words" CHECK (
  ("decision" IS NULL OR "decision" IN ('released', 'rejected'))
  AND ("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by" IS NULL)
  AND ("decision" IS NOT DISTINCT FROM 'released') = ("members" IS NOT NULL)
);
-- One undecided letter of a case at a time, and one open case of a check.
CREATE UNIQUE INDEX "breach_letter_open" ON "breach_letter" ("breach_id") WHERE "decided_at" IS NULL;
CREATE UNIQUE INDEX "breach_check_open" ON "breach" ("check_id") WHERE "closed_at" IS NULL;

ALTER TABLE "breach_assessment" ADD CONSTRAINT "breach_assessment_words" CHECK (
  "risk" IN ('none', 'risk', 'high') AND "telling" IN ('tell', 'public', 'not-high', 'protected', 'averted')
  AND NOT ("risk" = 'high' AND "telling" = 'not-high')
);
ALTER TABLE "breach_report" ADD CONSTRAINT "breach_report_words" CHECK ("phase" IN ('first', 'further', 'final'));
ALTER TABLE "breach_remark" ADD CONSTRAINT "breach_remark_words" CHECK (
  "kind" IN ('note', 'otherwise', 'closed', 'reopened')
);
ALTER TABLE "breach_finding" ADD CONSTRAINT "breach_finding_words" CHECK (
  "source" IN ('own', 'check', 'processor', 'person')
  AND "losses" <@ ARRAY['confidentiality', 'integrity', 'availability']
);
