-- CreateTable
CREATE TABLE "duty_step" (
    "duty" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "succeeded_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "duty_step_pkey" PRIMARY KEY ("duty", "step")
);
