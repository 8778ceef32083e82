-- A message that a provider keeps is fetched once: by this id it is known before it is fetched.
ALTER TABLE "inbound_mail" ADD COLUMN "source_id" TEXT;
CREATE INDEX "inbound_mail_source_id_idx" ON "inbound_mail"("source_id");
