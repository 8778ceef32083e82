-- In which lists of staff a member was shown (DS-12; GDPR Art. 15(1)(c)): the report asks for it by the member.
CREATE INDEX "audit_event_shown" ON "audit_event" USING gin (("details" -> 'shown')) WHERE "act" = 'member.searched';
