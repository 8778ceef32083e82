-- Ids are UUIDv7: sortable by time, not countable. PostgreSQL 18 makes them itself; older servers get the same layout
-- (48 bits of milliseconds, version 7, variant 10, random rest).
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    EXECUTE 'CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS ''SELECT uuidv7()''';
  ELSE
    EXECUTE $f$
      CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $body$
        SELECT encode(
          set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
              PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
              FROM 1 FOR 6),
            52, 1), 53, 1), 'hex')::uuid
      $body$
    $f$;
  END IF;
END
$$;


-- CreateEnum
CREATE TYPE "member_group" AS ENUM ('private_person', 'company', 'training_provider', 'advisory_body', 'chamber', 'public_body');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('member', 'moderator', 'admin', 'dpo');

-- CreateEnum
CREATE TYPE "token_purpose" AS ENUM ('confirm_registration', 'change_email', 'reset_password', 'confirm_request');

-- CreateEnum
CREATE TYPE "mail_state" AS ENUM ('queued', 'sending', 'accepted', 'failed', 'bounced');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "email" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "member_group" "member_group" NOT NULL,
    "organisation" TEXT,
    "position" TEXT,
    "role" "role" NOT NULL DEFAULT 'member',
    "password_hash" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "email_confirmed_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "last_login_at" TIMESTAMPTZ(3),
    "data_confirmed_at" TIMESTAMPTZ(3),
    "notified_for" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_token" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "purpose" "token_purpose" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "new_email" TEXT,
    "request_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "device" TEXT NOT NULL DEFAULT 'Unbekanntes Gerät',

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suspension" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,

    CONSTRAINT "suspension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "act" TEXT NOT NULL,
    "subject_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "inactivity_notice" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "inactive_since" TIMESTAMPTZ(3) NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "mail_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "respond_by" DATE,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "inactivity_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sweep_run" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "trigger" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "notified" INTEGER NOT NULL DEFAULT 0,
    "erased" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "unconfirmed" INTEGER NOT NULL DEFAULT 0,
    "brake" TEXT,
    "brake_details" JSONB,
    "confirmed_by" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmation_used_by" UUID,
    "out_of_time" BOOLEAN NOT NULL DEFAULT false,
    "error" TEXT,

    CONSTRAINT "sweep_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "placed_by" UUID,
    "review_on" DATE,
    "released_at" TIMESTAMPTZ(3),
    "released_by" UUID,

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "account_id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "policy_version" INTEGER,
    "notice_accepted_at" TIMESTAMPTZ(3),
    "respond_by" DATE,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "data_request" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "entered_by" UUID,
    "note" TEXT,
    "identity_confirmed_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "outcome" TEXT,
    "closing_reason" TEXT,

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_mail" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID,
    "template" TEXT NOT NULL,
    "state" "mail_state" NOT NULL DEFAULT 'queued',
    "recipient" TEXT,
    "props" JSONB NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "rendered_for" TIMESTAMPTZ(3),
    "batch_id" UUID,
    "provider_id" TEXT,
    "accepted_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outgoing_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_lease" (
    "duty" TEXT NOT NULL,
    "holder" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "last_run_at" TIMESTAMPTZ(3),

    CONSTRAINT "duty_lease_pkey" PRIMARY KEY ("duty")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "number" INTEGER NOT NULL,
    "inactivity_period" TEXT NOT NULL,
    "response_period" TEXT NOT NULL,
    "objection_period" TEXT NOT NULL,
    "access_log_period" TEXT NOT NULL DEFAULT 'P7D',
    "body" TEXT NOT NULL,
    "change_summary" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "policy_acceptance" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "version_number" INTEGER NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "wording" TEXT NOT NULL,

    CONSTRAINT "policy_acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_announcement" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "version_number" INTEGER NOT NULL,
    "mail_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted_at" TIMESTAMPTZ(3),
    "objected_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_announcement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "account_role_idx" ON "account"("role");

-- CreateIndex
CREATE INDEX "account_surname_given_name_idx" ON "account"("surname", "given_name");

-- CreateIndex
CREATE UNIQUE INDEX "account_token_token_hash_key" ON "account_token"("token_hash");

-- CreateIndex
CREATE INDEX "account_token_account_id_purpose_idx" ON "account_token"("account_id", "purpose");

-- CreateIndex
CREATE INDEX "account_token_request_id_idx" ON "account_token"("request_id");

-- CreateIndex
CREATE INDEX "account_token_expires_at_idx" ON "account_token"("expires_at");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "suspension_account_id_idx" ON "suspension"("account_id");

-- CreateIndex
CREATE INDEX "throttle_expire_idx" ON "throttle"("expire");

-- CreateIndex
CREATE INDEX "audit_event_subject_id_idx" ON "audit_event"("subject_id");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "inactivity_notice_mail_id_key" ON "inactivity_notice"("mail_id");

-- CreateIndex
CREATE INDEX "inactivity_notice_account_id_idx" ON "inactivity_notice"("account_id");

-- CreateIndex
CREATE INDEX "inactivity_notice_respond_by_idx" ON "inactivity_notice"("respond_by");

-- CreateIndex
CREATE INDEX "sweep_run_started_at_idx" ON "sweep_run"("started_at");

-- CreateIndex
CREATE INDEX "legal_hold_account_id_idx" ON "legal_hold"("account_id");

-- CreateIndex
CREATE INDEX "erasure_erased_at_idx" ON "erasure"("erased_at");

-- CreateIndex
CREATE INDEX "data_request_account_id_idx" ON "data_request"("account_id");

-- CreateIndex
CREATE INDEX "data_request_due_on_idx" ON "data_request"("due_on");

-- CreateIndex
CREATE INDEX "outgoing_mail_account_id_idx" ON "outgoing_mail"("account_id");

-- CreateIndex
CREATE INDEX "outgoing_mail_batch_id_idx" ON "outgoing_mail"("batch_id");

-- CreateIndex
CREATE INDEX "outgoing_mail_provider_id_idx" ON "outgoing_mail"("provider_id");

-- CreateIndex
CREATE INDEX "outgoing_mail_template_created_at_idx" ON "outgoing_mail"("template", "created_at");

-- CreateIndex
CREATE INDEX "policy_acceptance_version_number_idx" ON "policy_acceptance"("version_number");

-- CreateIndex
CREATE UNIQUE INDEX "policy_acceptance_account_id_version_number_key" ON "policy_acceptance"("account_id", "version_number");

-- CreateIndex
CREATE UNIQUE INDEX "policy_announcement_mail_id_key" ON "policy_announcement"("mail_id");

-- CreateIndex
CREATE INDEX "policy_announcement_version_number_idx" ON "policy_announcement"("version_number");

-- CreateIndex
CREATE UNIQUE INDEX "policy_announcement_account_id_version_number_key" ON "policy_announcement"("account_id", "version_number");

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "data_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inactivity_notice" ADD CONSTRAINT "inactivity_notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_request" ADD CONSTRAINT "data_request_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_acceptance" ADD CONSTRAINT "policy_acceptance_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_acceptance" ADD CONSTRAINT "policy_acceptance_version_number_fkey" FOREIGN KEY ("version_number") REFERENCES "policy_version"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_announcement" ADD CONSTRAINT "policy_announcement_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_announcement" ADD CONSTRAINT "policy_announcement_version_number_fkey" FOREIGN KEY ("version_number") REFERENCES "policy_version"("number") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Mandatory fields stay complete (DS-03, DS-04): organisation and position exactly for every group but Privatperson.
ALTER TABLE "account" ADD CONSTRAINT "account_mandatory_fields" CHECK (
  btrim("surname") <> '' AND btrim("given_name") <> '' AND "email" LIKE '%_@_%' AND "email" = lower("email")
  AND CASE WHEN "member_group" = 'private_person'
    THEN "organisation" IS NULL AND "position" IS NULL
    ELSE btrim(coalesce("organisation", '')) <> '' AND btrim(coalesce("position", '')) <> ''
  END
);

-- Periods are ISO 8601 durations that PostgreSQL reads in the same way.
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_periods" CHECK (
  "inactivity_period" ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$' AND "inactivity_period"::interval >= interval '1 day'
  AND "response_period" ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$' AND "response_period"::interval >= interval '1 day'
  AND "objection_period" ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$' AND "objection_period"::interval >= interval '1 day'
  AND "access_log_period" ~ '^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$' AND "access_log_period"::interval >= interval '1 day'
);

-- The sweep finds its candidates by the begin of the episode (DS-05): last sign-in, else registration. Accounts that have
-- their notice for this episode leave the index, so that a run with nothing to do stays fast however many wait.
CREATE INDEX "account_inactive_since" ON "account" ((coalesce("last_login_at", "registered_at")), "id")
  WHERE "email_confirmed_at" IS NOT NULL AND "notified_for" IS DISTINCT FROM coalesce("last_login_at", "registered_at");
CREATE INDEX "account_unconfirmed" ON "account" ((coalesce("email_confirmed_at", "registered_at"))) WHERE "email_confirmed_at" IS NULL;

-- One open notice per account, one notice per episode unless staff let a new one follow.
CREATE UNIQUE INDEX "inactivity_notice_open" ON "inactivity_notice" ((CASE WHEN "closed_at" IS NULL THEN "account_id" END));
CREATE UNIQUE INDEX "inactivity_notice_episode" ON "inactivity_notice" ((CASE WHEN "outcome" IS DISTINCT FROM 'superseded' THEN "account_id" END), "inactive_since");
CREATE INDEX "inactivity_notice_due" ON "inactivity_notice" ((CASE WHEN "closed_at" IS NULL THEN "respond_by" END), "account_id");
ALTER TABLE "inactivity_notice" ADD CONSTRAINT "inactivity_notice_clock" CHECK (
  ("accepted_at" IS NULL) = ("respond_by" IS NULL) AND ("closed_at" IS NULL) = ("outcome" IS NULL)
);

-- The queue is worked in the order of due_at; a lease that ran out is found here as well.
CREATE INDEX "outgoing_mail_work" ON "outgoing_mail" ((CASE WHEN "state" = 'queued' THEN "due_at" WHEN "state" = 'sending' THEN "lease_until" END));
CREATE INDEX "outgoing_mail_failed" ON "outgoing_mail" ((CASE WHEN "state" IN ('failed', 'bounced') THEN "changed_at" END));

-- Records that nobody changes afterwards: the ledger of erasures, the audit record, published policy versions.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER "erasure_append_only" BEFORE UPDATE OR DELETE ON "erasure" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "policy_version_immutable" BEFORE UPDATE OR DELETE ON "policy_version" FOR EACH ROW
  WHEN (OLD."published_at" IS NOT NULL) EXECUTE FUNCTION refuse_change();
