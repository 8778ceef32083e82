-- Whoever started a run of the sweep does not confirm it when a brake stopped it (DS-05). Null: a schedule, or the command line.
ALTER TABLE "sweep_run" ADD COLUMN "started_by" UUID;
ALTER TABLE "sweep_run" ADD CONSTRAINT "sweep_run_two_people"
  CHECK ("confirmed_by" IS NULL OR "started_by" IS NULL OR "confirmed_by" <> "started_by");
