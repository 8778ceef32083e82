-- CreateTable
CREATE TABLE "outside_request" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "kind" "request_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "address" TEXT,
    "received_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "note" TEXT,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" UUID NOT NULL,
    "extended_at" TIMESTAMPTZ(3),
    "extension_ground" TEXT,
    "extension_reason" TEXT,
    "identity_way" TEXT,
    "identity_note" TEXT,
    "answer" TEXT,
    "ground" TEXT,
    "closing_reason" TEXT,
    "by_letter" BOOLEAN NOT NULL DEFAULT false,
    "prepared_at" TIMESTAMPTZ(3),
    "prepared_by" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "outcome" TEXT,

    CONSTRAINT "outside_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outside_request_due_on_idx" ON "outside_request"("due_on");

-- An answer needs a way to the person; an end has an outcome; what discloses data of a person takes two people (DS-06, DS-12).
ALTER TABLE "outside_request" ADD CONSTRAINT "outside_request_words" CHECK (
  ("email" IS NOT NULL OR "address" IS NOT NULL)
  AND ("closed_at" IS NULL) = ("outcome" IS NULL) AND ("closed_at" IS NULL) = ("closed_by" IS NULL)
  AND ("prepared_at" IS NULL) = ("prepared_by" IS NULL)
  AND ("outcome" IS NULL OR "outcome" IN ('answered', 'partly', 'withdrawn', 'refused'))
);
ALTER TABLE "outside_request" ADD CONSTRAINT "outside_request_two_people" CHECK (
  "outcome" IS NULL OR "outcome" NOT IN ('answered', 'partly') OR "kind" NOT IN ('access', 'portability')
  OR ("prepared_by" IS NOT NULL AND "prepared_by" <> "closed_by")
);
