-- CreateTable
CREATE TABLE "directory_entry" (
    "account_id" UUID NOT NULL,
    "is_listed" BOOLEAN NOT NULL,
    "show_name" BOOLEAN NOT NULL,
    "show_position" BOOLEAN NOT NULL,
    "subjects" TEXT[],
    "introduction" TEXT,
    "website" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_entry_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "directory_words" (
    "account_id" UUID NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "directory_words_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "starter_id" UUID,
    "subject" TEXT,
    "content_kind" TEXT NOT NULL,
    "content_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_member" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "conversation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "is_named" BOOLEAN NOT NULL,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "last_message_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "blocked_at" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "conversation_id" UUID NOT NULL,
    "author_id" UUID,
    "recipient_id" UUID,
    "text" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_setting" (
    "account_id" UUID NOT NULL,
    "notify" TEXT NOT NULL,
    "digest_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_setting_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "conversation_starter_id_started_at_idx" ON "conversation"("starter_id", "started_at");

-- CreateIndex
CREATE INDEX "conversation_member_account_id_last_message_at_idx" ON "conversation_member"("account_id", "last_message_at");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_member_conversation_id_account_id_key" ON "conversation_member"("conversation_id", "account_id");

-- CreateIndex
CREATE INDEX "message_conversation_id_id_idx" ON "message"("conversation_id", "id");

-- CreateIndex
CREATE INDEX "message_author_id_sent_at_idx" ON "message"("author_id", "sent_at");

-- CreateIndex
CREATE INDEX "message_recipient_id_idx" ON "message"("recipient_id");

-- AddForeignKey
ALTER TABLE "directory_entry" ADD CONSTRAINT "directory_entry_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_words" ADD CONSTRAINT "directory_words_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_starter_id_fkey" FOREIGN KEY ("starter_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_member" ADD CONSTRAINT "conversation_member_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_member" ADD CONSTRAINT "conversation_member_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_setting" ADD CONSTRAINT "message_setting_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "message_setting" ADD CONSTRAINT "message_setting_notify" CHECK ("notify" IN ('at-once', 'daily', 'none'));

-- The counter in the menu, on every page of a member.
CREATE INDEX "conversation_member_unread" ON "conversation_member" ("account_id") WHERE "unread" > 0;

CREATE INDEX "message_setting_daily" ON "message_setting" ("account_id") WHERE "notify" = 'daily';

-- When the second of the two is erased, nobody is left who could read it (DS-04). The rows are locked first, so that of two erasures at
-- once the later one sees what the earlier one did.
CREATE FUNCTION remove_conversations_without_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM conversation c WHERE c.id IN (SELECT conversation_id FROM gone) ORDER BY c.id FOR UPDATE;
  DELETE FROM conversation c WHERE c.id IN (SELECT conversation_id FROM gone)
    AND NOT EXISTS (SELECT FROM conversation_member m WHERE m.conversation_id = c.id);
  RETURN NULL;
END $$;

CREATE TRIGGER "conversation_without_members" AFTER DELETE ON "conversation_member" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION remove_conversations_without_members();

-- Directory: search in German with tolerance for spelling. pg_trgm is a trusted extension: no superuser is needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX "directory_words_german" ON "directory_words" USING gin (to_tsvector('german', "words"));
CREATE INDEX "directory_words_trigrams" ON "directory_words" USING gin ("words" gin_trgm_ops);

-- What is not shown cannot be found: the words hold exactly what the entry shows.
CREATE FUNCTION refresh_directory_words(member uuid) RETURNS void LANGUAGE sql AS $$
  DELETE FROM directory_words WHERE account_id = member;
  INSERT INTO directory_words (account_id, words)
  SELECT a.id, concat_ws(' ', a.organisation,
    CASE WHEN e.show_name OR a.member_group = 'private_person' THEN a.given_name || ' ' || a.surname END,
    CASE WHEN e.show_position THEN a.position END, e.introduction)
  FROM account a LEFT JOIN directory_entry e ON e.account_id = a.id
  WHERE a.id = member AND (e.is_listed OR (a.role = 'member' AND a.member_group <> 'private_person'))
$$;

CREATE FUNCTION keep_directory_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_directory_words(CASE TG_TABLE_NAME WHEN 'account' THEN (to_jsonb(NEW) ->> 'id')::uuid
    ELSE (to_jsonb(NEW) ->> 'account_id')::uuid END);
  RETURN NULL;
END $$;

-- Only members whom staff have verified can appear at all, so nothing happens at a registration or a sign-in.
CREATE TRIGGER "account_directory_words_new" AFTER INSERT ON "account" FOR EACH ROW
  WHEN (NEW."verified_at" IS NOT NULL) EXECUTE FUNCTION keep_directory_words();
CREATE TRIGGER "account_directory_words" AFTER UPDATE OF "verified_at", "role", "member_group", "organisation", "position", "surname", "given_name"
  ON "account" FOR EACH ROW WHEN (NEW."verified_at" IS NOT NULL OR NEW."role" <> 'member') EXECUTE FUNCTION keep_directory_words();
CREATE TRIGGER "directory_entry_words" AFTER INSERT OR UPDATE ON "directory_entry" FOR EACH ROW
  EXECUTE FUNCTION keep_directory_words();

-- Who is verified by now.
SELECT refresh_directory_words("id") FROM "account" WHERE "verified_at" IS NOT NULL;
