-- Who else is of this domain or organisation: asked for each member who waits to be verified (DS-07).
CREATE INDEX "account_domain" ON "account" (split_part("email", '@', 2));
CREATE INDEX "account_organisation" ON "account" (lower("organisation")) WHERE "organisation" IS NOT NULL;
