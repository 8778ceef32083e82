-- What a running server leaves for the commands of the operator, and which database server answers (DS-04).

-- CreateTable
CREATE TABLE "server_note" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "app_url" TEXT NOT NULL,
    "mail_from" TEXT NOT NULL,
    "mail_transport" TEXT NOT NULL,
    "secret_print" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "server_note_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "server_note" ADD CONSTRAINT "server_note_one" CHECK ("id" = 1);

-- Cluster, timeline and start of the server that answers. Another answer than before may be that of a standby which lacks the last
-- commits. Where the numbers are hidden, the start alone has to do.
CREATE FUNCTION current_database_server() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  started text := extract(epoch FROM pg_postmaster_start_time())::text;
BEGIN
  RETURN (SELECT system_identifier FROM pg_control_system())::text || '/' ||
    CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END || '/' || started;
EXCEPTION WHEN OTHERS THEN
  RETURN started;
END
$$;
