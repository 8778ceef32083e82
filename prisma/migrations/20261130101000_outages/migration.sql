-- Periods run only while people can answer (DS-03, DS-05, DS-11): recorded outages, and the one rule that credits their days.

-- CreateTable
CREATE TABLE "outage" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "cause" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "first_day" DATE NOT NULL,
    "days" INTEGER NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outage_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "outage" ADD CONSTRAINT "outage_cause" CHECK ("cause" IN ('silence', 'restored', 'clock-back'));
ALTER TABLE "outage" ADD CONSTRAINT "outage_order" CHECK ("began_at" <= "ended_at" AND "days" >= 0);

-- Last day of a period that begins with the day `start` and would end with the day `last`: the days of every outage that met it are
-- added, in the order of the outages, because one may push the end into the next. The same rule in TypeScript: lib/dates.ts.
CREATE FUNCTION outage_last_day(start DATE, last DATE) RETURNS DATE
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  o RECORD;
BEGIN
  FOR o IN
    SELECT first_day, first_day + days - 1 AS last_day FROM public.outage
    WHERE days > 0 AND first_day + days - 1 >= start ORDER BY first_day, days
  LOOP
    EXIT WHEN o.first_day > last;
    last := last + (o.last_day - greatest(o.first_day, start) + 1);
  END LOOP;
  RETURN last;
END $$;
