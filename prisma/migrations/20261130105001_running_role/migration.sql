-- The portal runs with a role that owns nothing (DS-06, docs/decisions/0036-running-role.md). What it may do only through these
-- functions, they do with the rights of the owner.
ALTER FUNCTION link_audit_events() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION chain_audit_link() SECURITY DEFINER SET search_path = public, pg_temp;
-- A trigger of somebody else must not use them; firing needs no right.
REVOKE EXECUTE ON FUNCTION link_audit_events(), chain_audit_link() FROM PUBLIC;

-- The same answer for both roles, whatever each of them may see of the server.
ALTER FUNCTION current_database_home() SECURITY DEFINER SET search_path = public, pg_temp;

-- Takes the mark of a restore off the schema, once the portal is closed for it (DS-04).
CREATE FUNCTION forget_restore_mark() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM restoration WHERE (CASE WHEN reopened_at IS NULL THEN true END)) THEN
    COMMENT ON SCHEMA public IS NULL;
  END IF;
END
$$;
