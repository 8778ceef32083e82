-- The list of members in the order of their organisations, without sorting all of them for each page.
CREATE INDEX "account_by_organisation" ON "account" ("organisation" COLLATE "de-x-icu", "surname" COLLATE "de-x-icu", "given_name" COLLATE "de-x-icu", "id");
