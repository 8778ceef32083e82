-- Beyond the organisation the directory shows what each member chooses, the user group included (DS-07); nothing by itself (GDPR Art. 25(2)).
ALTER TABLE "directory_entry" ADD COLUMN "show_group" BOOLEAN NOT NULL DEFAULT false;
