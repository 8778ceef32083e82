-- CreateTable
CREATE TABLE "access_total" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "requests" BIGINT NOT NULL,
    "unlogged" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "access_total_pkey" PRIMARY KEY ("hour")
);

-- CreateTable
CREATE TABLE "access_error_total" (
    "day" DATE NOT NULL,
    "status" INTEGER NOT NULL,
    "pattern" TEXT NOT NULL,
    "requests" BIGINT NOT NULL,

    CONSTRAINT "access_error_total_pkey" PRIMARY KEY ("day","status","pattern")
);

-- CreateTable
CREATE TABLE "access_source" (
    "id" UUID NOT NULL,
    "batch" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_source_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "access_source_taken_at_idx" ON "access_source"("taken_at");
