-- Whoever asks with an address waits for one row, whoever it belongs to; everything else happens behind it (DS-06, S-A4).
CREATE TABLE "asked_address" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "email" TEXT NOT NULL,
    "registration" JSONB,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asked_address_pkey" PRIMARY KEY ("id")
);
