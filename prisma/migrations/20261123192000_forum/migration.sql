-- CreateTable
CREATE TABLE "forum_category" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "forum_category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_topic" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "category_id" UUID NOT NULL,
    "author_id" UUID,
    "title" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "last_post_at" TIMESTAMPTZ(3) NOT NULL,
    "helpful_number" INTEGER,

    CONSTRAINT "forum_topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_post" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "topic_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "author_id" UUID,
    "body" TEXT,
    "quoted_post_id" UUID,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "forum_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_revision" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "post_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forum_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_subscription" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "topic_id" UUID,
    "category_id" UUID,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "forum_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_read" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "topic_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "forum_read_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_setting" (
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "account_id" UUID NOT NULL,
    "mails" TEXT NOT NULL DEFAULT 'each',
    "all_read_at" TIMESTAMPTZ(3),
    "digested_at" TIMESTAMPTZ(3),

    CONSTRAINT "forum_setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_word" (
    "word" TEXT NOT NULL,

    CONSTRAINT "forum_word_pkey" PRIMARY KEY ("word")
);

-- CreateIndex
CREATE UNIQUE INDEX "forum_category_slug_key" ON "forum_category"("slug");

-- CreateIndex
CREATE INDEX "forum_topic_category_id_last_post_at_idx" ON "forum_topic"("category_id", "last_post_at");

-- CreateIndex
CREATE INDEX "forum_topic_last_post_at_idx" ON "forum_topic"("last_post_at");

-- CreateIndex
CREATE INDEX "forum_topic_author_id_idx" ON "forum_topic"("author_id");

-- CreateIndex
CREATE INDEX "forum_post_author_id_posted_at_idx" ON "forum_post"("author_id", "posted_at");

-- CreateIndex
CREATE INDEX "forum_post_quoted_post_id_idx" ON "forum_post"("quoted_post_id");

-- CreateIndex
CREATE UNIQUE INDEX "forum_post_topic_id_number_key" ON "forum_post"("topic_id", "number");

-- CreateIndex
CREATE INDEX "forum_revision_post_id_idx" ON "forum_revision"("post_id");

-- CreateIndex
CREATE INDEX "forum_revision_author_id_idx" ON "forum_revision"("author_id");

-- CreateIndex
CREATE INDEX "forum_subscription_topic_id_idx" ON "forum_subscription"("topic_id");

-- CreateIndex
CREATE INDEX "forum_subscription_category_id_idx" ON "forum_subscription"("category_id");

-- CreateIndex
CREATE UNIQUE INDEX "forum_subscription_account_id_topic_id_key" ON "forum_subscription"("account_id", "topic_id");

-- CreateIndex
CREATE UNIQUE INDEX "forum_subscription_account_id_category_id_key" ON "forum_subscription"("account_id", "category_id");

-- CreateIndex
CREATE INDEX "forum_read_topic_id_idx" ON "forum_read"("topic_id");

-- CreateIndex
CREATE UNIQUE INDEX "forum_read_account_id_topic_id_key" ON "forum_read"("account_id", "topic_id");

-- CreateIndex
CREATE UNIQUE INDEX "forum_setting_account_id_key" ON "forum_setting"("account_id");

-- AddForeignKey
ALTER TABLE "forum_topic" ADD CONSTRAINT "forum_topic_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "forum_category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_topic" ADD CONSTRAINT "forum_topic_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_post" ADD CONSTRAINT "forum_post_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "forum_topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_post" ADD CONSTRAINT "forum_post_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_post" ADD CONSTRAINT "forum_post_quoted_post_id_fkey" FOREIGN KEY ("quoted_post_id") REFERENCES "forum_post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_revision" ADD CONSTRAINT "forum_revision_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "forum_post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_revision" ADD CONSTRAINT "forum_revision_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_subscription" ADD CONSTRAINT "forum_subscription_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_subscription" ADD CONSTRAINT "forum_subscription_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "forum_topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_subscription" ADD CONSTRAINT "forum_subscription_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "forum_category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_read" ADD CONSTRAINT "forum_read_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_read" ADD CONSTRAINT "forum_read_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "forum_topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_setting" ADD CONSTRAINT "forum_setting_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Spelling tolerance. Trusted since PostgreSQL 13: the owner of the database may create it, no superuser needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A subscription is to a topic or to a category.
ALTER TABLE "forum_subscription" ADD CONSTRAINT "forum_subscription_one" CHECK (num_nonnulls("topic_id", "category_id") = 1);
ALTER TABLE "forum_setting" ADD CONSTRAINT "forum_setting_mails" CHECK ("mails" IN ('each', 'daily', 'none'));

-- Text without an author is nobody's: whatever takes the person away takes the text away in the same statement (DS-04).
ALTER TABLE "forum_post" ADD CONSTRAINT "forum_post_whose" CHECK ("author_id" IS NOT NULL OR "body" IS NULL);
ALTER TABLE "forum_topic" ADD CONSTRAINT "forum_topic_whose" CHECK ("author_id" IS NOT NULL OR "title" IS NULL);

-- Search in German with stems. Indexes on expressions, not columns: an erasure has nothing else to empty.
CREATE FUNCTION forum_lexemes(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT to_tsvector('pg_catalog.german'::regconfig, $1) $$;
CREATE INDEX "forum_post_lexemes" ON "forum_post" USING gin (forum_lexemes("body"));
CREATE INDEX "forum_topic_lexemes" ON "forum_topic" USING gin (forum_lexemes("title"));
CREATE INDEX "forum_topic_similar" ON "forum_topic" USING gin (lower("title") gin_trgm_ops);
CREATE INDEX "forum_word_similar" ON "forum_word" USING gin (lower("word") gin_trgm_ops);
