-- After a restore the portal stays closed until the erasures have been replayed (DS-04); requests of every kind (DS-12).

-- AlterTable
ALTER TABLE "data_request"
  ADD COLUMN "extended_at" TIMESTAMPTZ(3),
  ADD COLUMN "extended_by" UUID,
  ADD COLUMN "extension_reason" TEXT,
  ADD COLUMN "reminded_at" TIMESTAMPTZ(3),
  ADD COLUMN "answer" TEXT;

-- CreateTable
CREATE TABLE "database_home" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "home" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "database_home_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restoration" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "cause" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "reopened_at" TIMESTAMPTZ(3),
    "counts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "restoration_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "database_home" ADD CONSTRAINT "database_home_one" CHECK ("id" = 1);
ALTER TABLE "restoration" ADD CONSTRAINT "restoration_cause" CHECK ("cause" IN ('restored', 'moved', 'older-than-log'));
-- One closing at a time.
CREATE UNIQUE INDEX "restoration_open" ON "restoration" ((CASE WHEN "reopened_at" IS NULL THEN true END));

ALTER TABLE "data_request" ADD CONSTRAINT "data_request_kind" CHECK (
  "kind" IN ('erasure', 'access', 'rectification', 'restriction', 'objection', 'complaint')
);
-- Open requests by their due day, for the reminder of staff.
CREATE INDEX "data_request_open" ON "data_request" ((CASE WHEN "closed_at" IS NULL THEN "due_on" END));

-- Where the tables live: cluster, database and table numbers, which no dump carries along. A database that was read back from a
-- dump finds the home of another one in its rows.
CREATE FUNCTION current_database_home() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  tables text := (SELECT oid FROM pg_database WHERE datname = current_database())::text || '/' || 'public.erasure'::regclass::oid::text;
BEGIN
  RETURN (SELECT system_identifier FROM pg_control_system())::text || '/' || tables;
EXCEPTION WHEN insufficient_privilege THEN
  RETURN tables;
END
$$;
INSERT INTO "database_home" ("home") VALUES (current_database_home());
