-- Two people suspend many members (DS-06): neither of them decides on an appeal against it (DSA Art. 20).
ALTER TABLE "content_measure" ADD COLUMN "prepared_by" UUID;
ALTER TABLE "appeal" ADD COLUMN "prepared_by" UUID;

UPDATE "content_measure" m SET "prepared_by" = b."prepared_by"
FROM "audit_event" e JOIN "bulk_act" b ON b."id" = (e."details" ->> 'bulkAct')::uuid
WHERE m."act" = 'suspend' AND e."act" = 'account.suspended' AND e."subject_id" = m."author_id" AND e."at" = m."started_at";
-- What was decided before stays as it was.
UPDATE "appeal" a SET "prepared_by" = m."prepared_by" FROM "content_measure" m WHERE m."id" = a."measure_id" AND a."decided_at" IS NULL;

ALTER TABLE "appeal" ADD CONSTRAINT "appeal_third_person" CHECK ("decided_by" IS NULL OR "prepared_by" IS NULL OR "decided_by" <> "prepared_by");
