-- CreateTable
CREATE TABLE "moderation_alert" (
    "id" INTEGER NOT NULL,
    "alerted_at" TIMESTAMPTZ(3),

    CONSTRAINT "moderation_alert_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "moderation_alert_one" CHECK ("id" = 1)
);
