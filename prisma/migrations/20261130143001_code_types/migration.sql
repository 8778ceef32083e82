-- Codes become types of the database: it holds the list, and the client knows it (decision 0056).
CREATE TYPE "account_origin" AS ENUM ('member', 'operator');
CREATE TYPE "verification_cause" AS ENUM ('registered', 'changed', 'answered');
CREATE TYPE "verification_outcome" AS ENUM ('verified', 'asked', 'refused', 'superseded');
CREATE TYPE "request_kind" AS ENUM ('erasure', 'access', 'rectification', 'restriction', 'objection', 'complaint');
CREATE TYPE "restriction_ground" AS ENUM ('accuracy', 'unlawful', 'claims', 'objection');
CREATE TYPE "erasure_reason" AS ENUM ('self', 'request', 'inactivity', 'unconfirmed', 'staff');
CREATE TYPE "sweep_trigger" AS ENUM ('cron', 'scheduler', 'staff', 'operator');
CREATE TYPE "report_category" AS ENUM ('unlawful', 'insult', 'hate', 'fraud', 'spam', 'privacy', 'rights', 'other');
CREATE TYPE "measure_ground" AS ENUM ('terms', 'law');
CREATE TYPE "appeal_decision" AS ENUM ('upheld', 'rejected');
CREATE TYPE "forum_mail" AS ENUM ('each', 'daily', 'none');

-- What a type says no constraint needs to say.
ALTER TABLE "account" DROP CONSTRAINT "account_made_by";
ALTER TABLE "data_request" DROP CONSTRAINT "data_request_kind";
ALTER TABLE "restriction" DROP CONSTRAINT "restriction_ground";
ALTER TABLE "forum_setting" DROP CONSTRAINT "forum_setting_mails";

ALTER TABLE "account"
  ALTER COLUMN "made_by" DROP DEFAULT,
  ALTER COLUMN "made_by" TYPE "account_origin" USING "made_by"::"account_origin",
  ALTER COLUMN "made_by" SET DEFAULT 'member';
ALTER TABLE "verification"
  ALTER COLUMN "cause" TYPE "verification_cause" USING "cause"::"verification_cause",
  ALTER COLUMN "decision" TYPE "verification_outcome" USING "decision"::"verification_outcome";
ALTER TABLE "data_request"
  ALTER COLUMN "kind" TYPE "request_kind" USING "kind"::"request_kind";
ALTER TABLE "restriction"
  ALTER COLUMN "ground" TYPE "restriction_ground" USING "ground"::"restriction_ground";
ALTER TABLE "erasure"
  ALTER COLUMN "reason" TYPE "erasure_reason" USING "reason"::"erasure_reason";
ALTER TABLE "pending_erasure"
  ALTER COLUMN "reason" TYPE "erasure_reason" USING "reason"::"erasure_reason";
ALTER TABLE "sweep_run"
  ALTER COLUMN "trigger" TYPE "sweep_trigger" USING "trigger"::"sweep_trigger";
ALTER TABLE "content_report"
  ALTER COLUMN "category" TYPE "report_category" USING "category"::"report_category";
ALTER TABLE "content_measure"
  ALTER COLUMN "ground" DROP DEFAULT,
  ALTER COLUMN "ground" TYPE "measure_ground" USING "ground"::"measure_ground",
  ALTER COLUMN "ground" SET DEFAULT 'terms';
ALTER TABLE "appeal"
  ALTER COLUMN "decision" TYPE "appeal_decision" USING "decision"::"appeal_decision";
ALTER TABLE "forum_setting"
  ALTER COLUMN "mails" DROP DEFAULT,
  ALTER COLUMN "mails" TYPE "forum_mail" USING "mails"::"forum_mail",
  ALTER COLUMN "mails" SET DEFAULT 'each';
