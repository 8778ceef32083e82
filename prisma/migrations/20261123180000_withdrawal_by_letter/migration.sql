-- A withdrawal of an objection that came by letter (DS-11): when it arrived, what it says, who entered it.
ALTER TABLE "policy_objection"
  ADD COLUMN "withdrawal_received_on" DATE,
  ADD COLUMN "withdrawal_wording" TEXT,
  ADD COLUMN "withdrawal_entered_by" UUID;
