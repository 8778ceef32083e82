-- The oldest code that may work on this database: it knows at least this migration. Older code than the database may serve it
-- as long as nothing has raised this, so that a release can be taken back and servers be replaced one by one. A migration
-- that older code would stumble over says UPDATE oldest_code SET migration = '<its own name>' (tests/db/migrations.test.ts).
CREATE TABLE oldest_code (
  id SMALLINT NOT NULL DEFAULT 1,
  migration TEXT NOT NULL,
  CONSTRAINT oldest_code_pkey PRIMARY KEY (id),
  CONSTRAINT oldest_code_one_row CHECK (id = 1)
);

INSERT INTO oldest_code (migration) VALUES ('20261130220000_oldest_code');
