-- The access report of a member of staff finds their acts (DS-12).
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor_id");
