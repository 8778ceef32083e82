-- Answers by mail to messages and to the forum (DS-08): where an answer goes, who wants it, and what waits for its author.
ALTER TABLE "outgoing_mail" ADD COLUMN "answers_to" UUID;
ALTER TABLE "account" ADD COLUMN "answers_by_mail" BOOLEAN NOT NULL DEFAULT true;
CREATE TABLE "reply_draft" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "place_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_draft_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reply_draft_account_id_idx" ON "reply_draft"("account_id");
CREATE INDEX "reply_draft_made_at_idx" ON "reply_draft"("made_at");
ALTER TABLE "reply_draft" ADD CONSTRAINT "reply_draft_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
