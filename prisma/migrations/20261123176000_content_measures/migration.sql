-- CreateTable
CREATE TABLE "content_measure" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "content_kind" TEXT NOT NULL,
    "content_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "author_id" UUID,
    "reason" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" UUID NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,

    CONSTRAINT "content_measure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "content_measure_content_kind_content_id_idx" ON "content_measure"("content_kind", "content_id");

-- CreateIndex
CREATE INDEX "content_measure_author_id_idx" ON "content_measure"("author_id");

-- AddForeignKey
ALTER TABLE "content_measure" ADD CONSTRAINT "content_measure_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One open measure of a kind for one piece of content: two moderators who act at once do it once.
CREATE UNIQUE INDEX "content_measure_open" ON "content_measure"("content_kind", "content_id", "act") WHERE "ended_at" IS NULL;
