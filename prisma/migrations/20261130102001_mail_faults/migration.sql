-- Whose fault a refusal is: its cause, when it was said, and how many copies may have left (DS-05, DS-11).
ALTER TABLE "outgoing_mail" ADD COLUMN "cause" TEXT,
ADD COLUMN "refused_at" TIMESTAMPTZ(3),
ADD COLUMN "spared_at" TIMESTAMPTZ(3),
ADD COLUMN "possible_copies" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "mail_outage" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "cause" TEXT NOT NULL,
    "error" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "count" INTEGER NOT NULL DEFAULT 0,
    "alerted_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_outage_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "mail_outage_cause_began_at_idx" ON "mail_outage"("cause", "began_at");
-- At most one open outage of a cause, however many processes notice it.
CREATE UNIQUE INDEX "mail_outage_one_open" ON "mail_outage" ("cause") WHERE "ended_at" IS NULL;

-- When the relay last took a mail, and who was refused since: asked after each refusal.
CREATE INDEX "outgoing_mail_accepted" ON "outgoing_mail" ("accepted_at") WHERE "accepted_at" IS NOT NULL;
CREATE INDEX "outgoing_mail_refused" ON "outgoing_mail" ("last_error", "refused_at") WHERE "refused_at" IS NOT NULL;
