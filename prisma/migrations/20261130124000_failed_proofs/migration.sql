-- Wrong passwords and codes in a row, counted without a window (DS-06).
CREATE TYPE "proof_kind" AS ENUM ('password', 'code');

CREATE TABLE "failed_proof" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "kind" "proof_kind" NOT NULL,
    "failures" INTEGER NOT NULL,

    CONSTRAINT "failed_proof_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "failed_proof_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "failed_proof_account_id_kind_key" ON "failed_proof"("account_id", "kind");
