-- The day of the event is no part of the period (BGB § 187), so an outage takes nothing from it on that day (DS-05, DS-11).
CREATE OR REPLACE FUNCTION outage_last_day(start DATE, last DATE) RETURNS DATE
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  o RECORD;
BEGIN
  FOR o IN
    SELECT first_day, first_day + days - 1 AS last_day FROM public.outage
    WHERE days > 0 AND first_day + days - 1 > start ORDER BY first_day, days
  LOOP
    EXIT WHEN o.first_day > last;
    last := last + (o.last_day - greatest(o.first_day, start + 1) + 1);
  END LOOP;
  RETURN last;
END $$;
