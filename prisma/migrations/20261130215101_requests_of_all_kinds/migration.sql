-- AlterEnum
ALTER TYPE "request_kind" ADD VALUE 'portability' BEFORE 'complaint';
ALTER TYPE "request_kind" ADD VALUE 'withdrawal' BEFORE 'complaint';

-- AlterTable
ALTER TABLE "data_request" ADD COLUMN "by_letter" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "extension_ground" TEXT,
ADD COLUMN "ground" TEXT;

-- CreateTable
CREATE TABLE "identity_proof" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "prepared_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision" TEXT,

    CONSTRAINT "identity_proof_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "identity_proof_account_id_idx" ON "identity_proof"("account_id");

-- CreateIndex
CREATE INDEX "identity_proof_request_id_idx" ON "identity_proof"("request_id");

-- AddForeignKey
ALTER TABLE "identity_proof" ADD CONSTRAINT "identity_proof_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_proof" ADD CONSTRAINT "identity_proof_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two people, whatever the code does (DS-06, DS-12).
ALTER TABLE "identity_proof" ADD CONSTRAINT "identity_proof_two_people" CHECK (
  "decision" IS DISTINCT FROM 'released' OR "decided_by" <> "prepared_by"
);
ALTER TABLE "identity_proof" ADD CONSTRAINT "identity_proof_words" CHECK (
  "way" IN ('document', 'in-person', 'callback', 'knowledge', 'reply', 'authorised')
  AND ("decision" IS NULL OR "decision" IN ('released', 'rejected'))
  AND ("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by" IS NULL)
);
-- One that waits for each request.
CREATE UNIQUE INDEX "identity_proof_open" ON "identity_proof" ("request_id") WHERE "decided_at" IS NULL;
