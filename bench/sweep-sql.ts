/**
 * Accounts for the sweep benchmark, made by the database: of every twenty, two have not signed in for 400 to 700 days (due
 * for a notice), one got its notice 40 days ago and did not answer (due for erasure), the others signed in within 300 days.
 */
export function generateAccounts(count: number): string {
  return `
    INSERT INTO account (email, surname, given_name, member_group, organisation, position, password_hash, registered_at,
                         email_confirmed_at, last_login_at)
    SELECT 'person.' || i || '@beispiel.invalid', 'Nachname ' || i, 'Vorname ' || i, 'company', 'Betrieb ' || i % 5000, 'Leitung',
           '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g',
           now() - interval '4 years', now() - interval '4 years',
           now() - CASE WHEN i % 20 < 2 THEN interval '400 days' + i % 300 * interval '1 day'
                        WHEN i % 20 = 2 THEN interval '410 days' + i % 300 * interval '1 day'
                        ELSE i % 300 * interval '1 day' END - i % 86400 * interval '1 second'
    FROM generate_series(1, ${count}) AS i;
    INSERT INTO policy_acceptance (account_id, version_number, accepted_at, wording)
    SELECT id, 1, registered_at, 'Ich stimme der Datenschutzerklärung (Fassung 1) zu.' FROM account;
    WITH notified AS (
      SELECT id, last_login_at, uuid_v7() AS mail_id FROM account
      WHERE split_part(split_part(email, '@', 1), '.', 2)::int % 20 = 2
    ), mail AS (
      INSERT INTO outgoing_mail (id, account_id, template, state, attempts, created_at, due_at, accepted_at, changed_at)
      SELECT mail_id, id, 'inactivity-notice', 'accepted', 1, now() - interval '40 days', now() - interval '40 days',
             now() - interval '40 days', now() - interval '40 days' FROM notified
    ), marked AS (
      UPDATE account SET notified_for = notified.last_login_at FROM notified WHERE account.id = notified.id
    )
    INSERT INTO inactivity_notice (account_id, inactive_since, policy_version, mail_id, created_at, accepted_at, respond_by)
    SELECT id, last_login_at, 1, mail_id, now() - interval '40 days', now() - interval '40 days', current_date - 12 FROM notified`
}

/** The rows that the sweep changes to erase, by one statement that checks nothing twice. */
export const plainErasures = `
  WITH due AS MATERIALIZED (
    SELECT n.account_id AS id, n.accepted_at, n.respond_by FROM inactivity_notice n
    WHERE n.closed_at IS NULL AND n.respond_by < current_date
  ), mail AS (
    INSERT INTO outgoing_mail (template, recipient, props)
    SELECT 'erased-inactive', a.email, jsonb_build_object('givenName', a.given_name, 'surname', a.surname, 'erasedAt', now())
    FROM account a JOIN due USING (id)
  ), ledger AS (
    INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version, notice_accepted_at, respond_by)
    SELECT id, now(), 'inactivity', '{"account": 1, "policy_acceptance": 1, "inactivity_notice": 1, "outgoing_mail": 1}', 1, accepted_at, respond_by
    FROM due
  ), audit AS (
    INSERT INTO audit_event (at, actor_kind, act, subject_id, details)
    SELECT now(), 'operator', 'account.erased', id, '{"reason": "inactivity"}' FROM due
  )
  DELETE FROM account WHERE id IN (SELECT id FROM due)`

/** The rows that the sweep changes to notify, by one statement that checks nothing twice. */
export const plainNotices = `
  WITH due AS MATERIALIZED (
    SELECT id, last_login_at, uuid_v7() AS mail_id FROM account
    WHERE email_confirmed_at IS NOT NULL AND last_login_at < now() - interval '1 year 1 day'
  ), mail AS (
    INSERT INTO outgoing_mail (id, account_id, template, props)
    SELECT mail_id, id, 'inactivity-notice', jsonb_build_object('inactiveSince', last_login_at, 'inactivityPeriod', 'P1Y', 'responsePeriod', 'P28D')
    FROM due
  ), marked AS (
    UPDATE account SET notified_for = due.last_login_at FROM due WHERE account.id = due.id
  ), audit AS (
    INSERT INTO audit_event (at, actor_kind, act, subject_id, details)
    SELECT now(), 'operator', 'lifecycle.notified', id, '{"run": "01900000-0000-7000-8000-000000000000"}' FROM due
  )
  INSERT INTO inactivity_notice (account_id, inactive_since, policy_version, mail_id)
  SELECT id, last_login_at, 1, mail_id FROM due`
