-- Self-tests of the ways in: a mail that the portal sends to itself, and when it came back.
CREATE TABLE "inbound_loop" (
    "id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "back_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_loop_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "inbound_loop_sent_at_idx" ON "inbound_loop"("sent_at");
