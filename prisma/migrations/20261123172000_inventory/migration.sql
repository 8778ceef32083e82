-- The access report of a member of staff finds their acts (DS-12).
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor_id");
-- … and everybody's report finds the lists in which staff saw them.
CREATE INDEX "audit_event_shown_idx" ON "audit_event" USING gin (("details" -> 'shown')) WHERE "act" = 'member.searched';
