-- CreateTable
CREATE TABLE "audit_link" (
    "id" BIGSERIAL NOT NULL,
    "position" BIGINT,
    "seqs" int8multirange NOT NULL,
    "events" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "previous" BYTEA,
    "hash" BYTEA,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "challenge" TEXT,
ADD COLUMN     "factor_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "authenticator" (
    "account_id" UUID NOT NULL,
    "secret" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" INTEGER NOT NULL DEFAULT 0,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "authenticator_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "passkey" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_link_position_key" ON "audit_link"("position");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");

-- CreateIndex
CREATE INDEX "passkey_account_id_idx" ON "passkey"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_account_id_code_hash_key" ON "recovery_code"("account_id", "code_hash");

-- AddForeignKey
ALTER TABLE "authenticator" ADD CONSTRAINT "authenticator_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The chain of the audit record (docs/decisions/0005-audit-chain.md). Each statement that writes events leaves one link with
-- the digest of exactly those events, in the same transaction. At its commit the link gets its place in the chain: then, and only
-- for that moment, writers wait for each other, and none of them still has a lock to wait for.
CREATE FUNCTION link_audit_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_link (seqs, events, content)
  SELECT range_agg(int8range(e.seq, e.seq, '[]')), count(*),
    sha256(convert_to(string_agg(
      jsonb_build_array(e.seq, (extract(epoch FROM e.at) * 1000)::bigint, e.actor_kind, e.actor_id, e.act, e.subject_id, e.details)::text,
      E'\n' ORDER BY e.seq), 'UTF8'))
  FROM written e
  HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE TRIGGER "audit_event_link" AFTER INSERT ON "audit_event" REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION link_audit_events();

CREATE FUNCTION chain_audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_position bigint;
  last_hash bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(7811010);
  -- A statement of its own, so that it sees what the one before in the queue has committed.
  SELECT position, hash INTO last_position, last_hash FROM audit_link
    WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1;
  UPDATE audit_link SET position = coalesce(last_position, 0) + 1, previous = coalesce(last_hash, '\x'::bytea),
    hash = sha256(coalesce(last_hash, '\x'::bytea) || convert_to(
      format('%s|%s|%s|', coalesce(last_position, 0) + 1, seqs::text, events), 'UTF8') || content)
  WHERE id = NEW.id;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER "audit_link_chain" AFTER INSERT ON "audit_link" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION chain_audit_link();

CREATE TRIGGER "audit_link_no_delete" BEFORE DELETE ON "audit_link" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_link_no_update" BEFORE UPDATE ON "audit_link" FOR EACH ROW
  WHEN (OLD."position" IS NOT NULL) EXECUTE FUNCTION refuse_change();

-- What an older version of the portal has written becomes the first link.
INSERT INTO "audit_link" ("seqs", "events", "content")
SELECT range_agg(int8range(e.seq, e.seq, '[]')), count(*), sha256(convert_to(string_agg(
  jsonb_build_array(e.seq, (extract(epoch FROM e.at) * 1000)::bigint, e.actor_kind, e.actor_id, e.act, e.subject_id, e.details)::text,
  E'\n' ORDER BY e.seq), 'UTF8'))
FROM "audit_event" e HAVING count(*) > 0;
