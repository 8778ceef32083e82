import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { accessLogFolder } from '@/lib/access-log/folder'

/**
 * Ways to break a promise past the verbs: SQL with the guards of the database switched off, as whoever owns it can, and files. Each must
 * turn its check red (evidence-violations.test.ts). Who adds a promise or a table adds violations of it here.
 */
export type Violation = {
  promise: string
  /** The check that must see it. */
  check: string
  what: string
  /** Tables with personal data that it harms. */
  tables?: string[]
  /** Statements, apart by `;; `. */
  sql?: string
  /** Changes files; what comes back puts them right. */
  files?(): () => void
  /** The portal is open to the public. */
  isPublic?: boolean
}

const id = (email: string) => `(SELECT id FROM account WHERE email = '${email}')`
/** Verified, signed in yesterday. */
const LENA = id('lena.winter@post.example')
/** Has a running notice. */
const STEFAN = id('s.ruppert@ruppert-metallbau.example')
const ADMIN = id('katrin.hofmann@gfaw.example')
const OTHERS = `(SELECT id FROM account WHERE email <> 'lena.winter@post.example' AND role = 'member' ORDER BY id LIMIT 1)`
const LAST_EVENT = '(SELECT max(seq) FROM audit_event)'
const MAIL = `INSERT INTO outgoing_mail (account_id, template, recipient, props, state, created_at, changed_at)`

/** Views that say that nothing stops a clock, in the same columns. */
const VIEWS = {
  clock_stop: `CREATE OR REPLACE VIEW clock_stop AS SELECT id AS account_id, 'hold'::text AS cause, '-infinity'::timestamptz AS until FROM account`,
  account_standing: `CREATE OR REPLACE VIEW account_standing AS SELECT id AS account_id, false AS is_held, false AS is_restricted,
    false AS is_suspended, false AS has_open_request, false AS has_open_objection, false AS has_open_complaint,
    NULL::timestamptz AS appeal_until, '-infinity'::timestamptz AS clock_stops_until FROM account`,
}

/** A file that was not there; the way back removes it. */
function newFile(name: string, content: string, mode = 0o600): () => () => void {
  return () => {
    const file = path.join(accessLogFolder(), '..', name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
    chmodSync(file, mode)
    return () => rmSync(file)
  }
}

const logLine = (fields: string) => newFile('access-log/2026-11-23.log', `2026-11-23 03:00:00 ${fields}\n`)

export const violations: Violation[] = [
  // DS-01
  {
    promise: 'DS-01',
    check: 'consent-missing',
    what: 'all consents deleted',
    sql: 'DELETE FROM policy_acceptance',
    tables: ['policy_acceptance'],
  },
  {
    promise: 'DS-01',
    check: 'consent-gone',
    what: 'the consent of one member deleted',
    sql: `DELETE FROM policy_acceptance WHERE account_id = ${LENA}`,
    tables: ['policy_acceptance'],
  },
  {
    promise: 'DS-01',
    check: 'consent-differs',
    what: 'the wording of a consent edited',
    sql: `UPDATE policy_acceptance SET wording = 'Ich stimme allem zu.' WHERE account_id = ${LENA}`,
    tables: ['policy_acceptance'],
  },
  {
    promise: 'DS-01',
    check: 'consent-differs',
    what: 'a consent backdated',
    sql: `UPDATE policy_acceptance SET accepted_at = accepted_at - interval '30 days' WHERE account_id = ${LENA}`,
  },
  {
    promise: 'DS-01',
    check: 'consent-differs',
    what: 'a consent to version 2 invented',
    sql: `INSERT INTO policy_acceptance (account_id, version_number, accepted_at, wording) VALUES (${STEFAN}, 2, '2026-11-23 16:00Z', 'Ich habe die Datenschutzerklärung (Fassung 2) gelesen und stimme ihr zu.')`,
  },
  {
    promise: 'DS-01',
    check: 'maker-differs',
    what: 'a member passed off as made by the operator',
    sql: `UPDATE account SET made_by = 'operator' WHERE id = ${LENA};; DELETE FROM policy_acceptance WHERE account_id = ${LENA}`,
    tables: ['account'],
  },
  {
    promise: 'DS-01',
    check: 'policy-text-changed',
    what: 'the text of a published version edited',
    sql: `UPDATE policy_version SET body = body || ' Wir verkaufen Daten.' WHERE number = 1`,
  },
  {
    promise: 'DS-01',
    check: 'policy-text-changed',
    what: 'a period of a published version shortened',
    sql: `UPDATE policy_version SET response_period = 'P7D' WHERE number = 1`,
  },
  {
    promise: 'DS-01',
    check: 'policy-text-changed',
    what: 'a published version made a draft again',
    sql: 'UPDATE policy_version SET published_at = NULL WHERE number = 2',
  },
  {
    promise: 'DS-01',
    check: 'no-policy-published',
    what: 'no version is published',
    sql: `UPDATE policy_version SET published_at = '2030-01-01'`,
  },
  {
    promise: 'DS-01',
    check: 'members-without-version',
    what: 'consent to a version that is a draft',
    sql: `UPDATE policy_version SET published_at = NULL WHERE number = 2;; UPDATE policy_acceptance SET version_number = 2 WHERE account_id = ${LENA}`,
  },
  {
    promise: 'DS-01',
    check: 'policy-facts-missing',
    what: 'open to the public without the facts of the policy',
    isPublic: true,
  },
  {
    promise: 'DS-01',
    check: 'registrations-differ',
    what: 'the wording of a waiting registration edited',
    tables: ['registration'],
    sql: `UPDATE registration SET wording = 'x'`,
  },
  // DS-02
  {
    promise: 'DS-02',
    check: 'strange-log-lines',
    what: 'a line with a whole address and a name',
    files: logLine('203.0.113.77 Muster QUALISERVICE 127.0.0.1 3000 GET / - 200 0 0 -'),
  },
  {
    promise: 'DS-02',
    check: 'strange-log-lines',
    what: 'a line with a whole address',
    files: logLine('203.0.113.77 - QUALISERVICE 127.0.0.1 3000 GET / - 200 0 0 -'),
  },
  {
    promise: 'DS-02',
    check: 'strange-log-lines',
    what: 'network and browser beside a member',
    files: logLine('172.16.0.0 company QUALISERVICE 127.0.0.1 3000 GET / - 200 0 0 Firefox/132+(Windows)'),
  },
  {
    promise: 'DS-02',
    check: 'strange-log-lines',
    what: 'a token in a query',
    files: logLine('0.0.0.0 - QUALISERVICE 127.0.0.1 3000 GET / token=abc123 200 0 0 -'),
  },
  {
    promise: 'DS-02',
    check: 'strange-log-lines',
    what: 'the number of a member in an address',
    files: logLine(
      '0.0.0.0 - QUALISERVICE 127.0.0.1 3000 GET /akteure/01930000-0000-7000-8000-00000000abcd - 200 0 0 -',
    ),
  },
  {
    promise: 'DS-02',
    check: 'strange-log-lines',
    what: 'the time to the second',
    files: newFile(
      'access-log/2026-11-23.log',
      '2026-11-23 03:00:07 0.0.0.0 - QUALISERVICE 127.0.0.1 3000 GET / - 200 0 0 -\n',
    ),
  },
  {
    promise: 'DS-02',
    check: 'stray-log-files',
    what: 'a copy of the log of another program',
    files: newFile('access-log/nginx.log', '203.0.113.77 GET /'),
  },
  {
    promise: 'DS-02',
    check: 'old-log-files',
    what: 'a file past its period',
    files: newFile('access-log/2026-10-01.log', ''),
  },
  {
    promise: 'DS-02',
    check: 'addresses-in-error-totals',
    what: 'a name in the pattern of an error',
    sql: `INSERT INTO access_error_total (day, status, pattern, requests) VALUES ('2026-11-24', 404, '/akteure/erika-muster', 1)`,
  },
  {
    promise: 'DS-02',
    check: 'addresses-in-error-totals',
    what: 'an address in the pattern of an error',
    sql: `INSERT INTO access_error_total (day, status, pattern, requests) VALUES ('2026-11-24', 500, '/akteure/a@b.test', 1)`,
  },
  {
    promise: 'DS-02',
    check: 'requests-not-logged',
    what: 'requests that reached no file',
    sql: 'UPDATE access_total SET unlogged = 3',
  },
  { promise: 'DS-02', check: 'totals-differ', what: 'the totals of a day deleted', sql: 'DELETE FROM access_total' },
  // DS-03
  {
    promise: 'DS-03',
    check: 'incomplete-accounts',
    what: 'a company without a name',
    sql: `ALTER TABLE account DROP CONSTRAINT account_mandatory_fields;; UPDATE account SET member_group = 'company', organisation = ' ', position = 'x' WHERE id = ${LENA}`,
    tables: ['account'],
  },
  {
    promise: 'DS-03',
    check: 'schema-differs',
    what: 'the rule of the mandatory fields dropped',
    sql: 'ALTER TABLE account DROP CONSTRAINT account_mandatory_fields',
    tables: ['account'],
  },
  {
    promise: 'DS-03',
    check: 'undeclared-columns',
    what: 'a birthday stored beside the account',
    sql: 'ALTER TABLE account ADD COLUMN birthday DATE',
    tables: ['account'],
  },
  {
    promise: 'DS-03',
    check: 'unrecorded-accounts',
    what: 'an account made past the registration',
    sql: `INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at) SELECT 'x@y.example', surname, given_name, member_group, password_hash, registered_at FROM account WHERE id = ${LENA}`,
  },
  {
    promise: 'DS-03',
    check: 'unrecorded-accounts',
    what: 'a registration confirmed by hand',
    sql: 'UPDATE account SET email_confirmed_at = registered_at WHERE email_confirmed_at IS NULL',
  },
  {
    promise: 'DS-03',
    check: 'impossible-times',
    what: 'a sign-in in the future',
    sql: `UPDATE account SET last_login_at = '2030-01-01' WHERE id = ${LENA}`,
  },
  {
    promise: 'DS-03',
    check: 'unconfirmed-past-day',
    what: 'a registration that nobody confirmed stays',
    sql: `UPDATE account SET email_confirmed_at = NULL, last_login_at = NULL, registered_at = '2026-11-01' WHERE id = ${OTHERS}`,
  },
  // DS-04
  {
    promise: 'DS-04',
    check: 'ownerless-rows',
    what: 'an account deleted past the erasure, its rows left',
    sql: `DELETE FROM account WHERE id = ${LENA}`,
  },
  {
    promise: 'DS-04',
    check: 'erased-but-present',
    what: 'an erased account is back',
    sql: `INSERT INTO erasure (account_id, erased_at, reason, counts) VALUES (${LENA}, '2026-11-20', 'self', '{}')`,
  },
  {
    promise: 'DS-04',
    check: 'erasures-differ',
    what: 'an erasure that the record does not know',
    sql: `INSERT INTO erasure (account_id, erased_at, reason, counts) VALUES (uuid_v7(), '2026-11-20', 'self', '{}')`,
    tables: ['erasure'],
  },
  {
    promise: 'DS-04',
    check: 'erasures-differ',
    what: 'the proof of an erasure deleted',
    sql: 'DELETE FROM erasure',
    tables: ['erasure'],
  },
  {
    promise: 'DS-04',
    check: 'nameless-remains',
    what: 'the post of an erased member keeps its text',
    sql: `ALTER TABLE forum_post DROP CONSTRAINT forum_post_whose;; UPDATE forum_post SET author_id = NULL WHERE id = (SELECT id FROM forum_post WHERE body IS NOT NULL LIMIT 1)`,
    tables: ['forum_post'],
  },
  {
    promise: 'DS-04',
    check: 'nameless-remains',
    what: 'a message of an erased member keeps its text',
    sql: 'UPDATE message SET author_id = NULL WHERE id = (SELECT id FROM message WHERE text IS NOT NULL LIMIT 1)',
    tables: ['message'],
  },
  {
    promise: 'DS-04',
    check: 'mail-of-nobody',
    what: 'a failed mail without an account holds name and address',
    sql: `${MAIL} VALUES (NULL, 'password-changed', 'a@b.test', '{"surname": "Muster"}', 'failed', '2026-11-23', '2026-11-23')`,
    tables: ['outgoing_mail'],
  },
  {
    promise: 'DS-04',
    check: 'mail-of-nobody',
    what: 'the last confirmation of an erasure is left after eight days',
    sql: `${MAIL} VALUES (NULL, 'erased-self', 'a@b.test', '{"surname": "Muster"}', 'failed', '2026-11-15', '2026-11-15')`,
  },
  {
    promise: 'DS-04',
    check: 'undeclared-columns',
    what: 'a copy of the accounts in the same schema',
    sql: 'CREATE TABLE account_copy AS TABLE account',
    tables: ['account'],
  },
  {
    promise: 'DS-04',
    check: 'undeclared-columns',
    what: 'a copy of the accounts in another schema',
    sql: 'CREATE SCHEMA old;; CREATE TABLE old.members AS TABLE account',
  },
  {
    promise: 'DS-04',
    check: 'stray-files',
    what: 'a dump of the accounts in the data folder',
    files: newFile('accounts.csv', 'a@b.test'),
  },
  {
    promise: 'DS-04',
    check: 'mail-of-nobody',
    what: 'an address that asked for an account is left after two days',
    tables: ['asked_address'],
    sql: `INSERT INTO asked_address (email, asked_at) VALUES ('a@b.test', '2026-11-22')`,
  },
  // DS-05
  {
    promise: 'DS-05',
    check: 'notice-missing',
    what: '500 days without a sign-in and no notice',
    sql: `UPDATE account SET last_login_at = '2025-07-01', registered_at = '2025-01-01', email_confirmed_at = '2025-01-01' WHERE id = ${LENA};; DELETE FROM session`,
  },
  {
    promise: 'DS-05',
    check: 'notice-missing',
    what: 'all notices deleted and their marks cleared',
    sql: 'DELETE FROM inactivity_notice;; UPDATE account SET notified_for = NULL',
    tables: ['inactivity_notice'],
  },
  {
    promise: 'DS-05',
    check: 'marked-without-notice',
    what: 'a notice deleted',
    sql: `DELETE FROM inactivity_notice WHERE account_id = ${STEFAN}`,
    tables: ['inactivity_notice'],
  },
  {
    promise: 'DS-05',
    check: 'erased-unheard',
    what: 'erased although the mailbox had not been read since the last day',
    sql: `INSERT INTO inbound_way (name, configured_at, drained_at) VALUES ('x', '2026-11-01', '2026-11-20');;
      INSERT INTO erasure (account_id, erased_at, reason, counts, respond_by) VALUES (uuid_v7(), '2026-11-24', 'inactivity', '{}', '2026-11-20')`,
  },
  {
    promise: 'DS-05',
    check: 'mailbox-unread',
    what: 'a mailbox that nobody reads',
    sql: `INSERT INTO inbound_way (name, configured_at, drained_at) VALUES ('x', '2026-11-01', '2026-11-20')`,
  },
  {
    promise: 'DS-05',
    check: 'loop-lost',
    what: 'a self-test that did not come back',
    sql: `INSERT INTO inbound_loop (id, sent_at, back_at) VALUES (uuid_v7(), '2026-11-22', '2026-11-22'), (uuid_v7(), '2026-11-23 00:00+00', NULL)`,
  },
  {
    promise: 'DS-05',
    check: 'sweep-late',
    what: 'the sweep has failed for 31 days',
    sql: `UPDATE sweep_run SET error = 'Error' WHERE started_at > '2026-10-24'`,
  },
  {
    promise: 'DS-05',
    check: 'sweep-late',
    what: 'a brake has stopped every run for two days',
    sql: `UPDATE sweep_run SET brake = 'too-many-erasures' WHERE started_at > '2026-11-22'`,
  },
  {
    promise: 'DS-05',
    check: 'clock-without-delivery',
    what: 'the mail of an open notice has bounced',
    sql: `UPDATE outgoing_mail SET state = 'bounced' WHERE account_id = ${STEFAN} AND template = 'inactivity-notice'`,
    tables: ['outgoing_mail'],
  },
  {
    promise: 'DS-05',
    check: 'clock-without-delivery',
    what: 'the acceptance of a notice backdated',
    sql: `UPDATE inactivity_notice SET accepted_at = accepted_at - interval '20 days' WHERE account_id = ${STEFAN}`,
  },
  {
    promise: 'DS-05',
    check: 'clock-without-delivery',
    what: 'the mail of an open notice deleted',
    sql: `DELETE FROM outgoing_mail WHERE account_id = ${STEFAN}`,
  },
  {
    promise: 'DS-05',
    check: 'respond-by-early',
    what: 'the last day to answer set 20 days early',
    sql: `UPDATE inactivity_notice SET respond_by = respond_by - 20 WHERE account_id = ${STEFAN}`,
  },
  {
    promise: 'DS-05',
    check: 'respond-by-early',
    what: 'the last day to answer set one day early',
    sql: `UPDATE inactivity_notice SET respond_by = respond_by - 1 WHERE account_id = ${STEFAN}`,
  },
  {
    promise: 'DS-05',
    check: 'respond-by-early',
    what: 'the days of an outage not credited',
    sql: `INSERT INTO outage (cause, began_at, ended_at, first_day, days, noticed_at)
      SELECT 'silence', accepted_at, accepted_at + interval '2 days', accepted_at::date + 1, 2, accepted_at + interval '2 days'
      FROM inactivity_notice WHERE account_id = ${STEFAN}`,
  },
  {
    promise: 'DS-05',
    check: 'notices-unrecorded',
    what: 'a notice that no run has made',
    sql: `INSERT INTO inactivity_notice (account_id, inactive_since, policy_version, created_at) VALUES (${LENA}, '2025-01-01', 1, '2026-10-01')`,
  },
  {
    promise: 'DS-05',
    check: 'reactivation-missing',
    what: 'a sign-in after the notice wiped from the account',
    sql: `INSERT INTO audit_event (at, actor_kind, act, subject_id, details) VALUES ('2026-11-23', 'visitor', 'session.started', ${STEFAN}, '{}')`,
  },
  {
    promise: 'DS-05',
    check: 'last-login-differs',
    what: 'the last sign-in put back by a year',
    sql: `UPDATE account SET last_login_at = last_login_at - interval '1 year' WHERE id = ${LENA}`,
    tables: ['account'],
  },
  {
    promise: 'DS-05',
    check: 'last-login-differs',
    what: 'the last sign-in put back by a year, the session ended',
    sql: `UPDATE account SET last_login_at = last_login_at - interval '1 year' WHERE id = ${LENA};; DELETE FROM session WHERE account_id = ${LENA}`,
    tables: ['account', 'session'],
  },
  {
    promise: 'DS-05',
    check: 'past-deletion-day',
    what: 'an account past its day',
    sql: `UPDATE inactivity_notice SET accepted_at = '2026-10-01', respond_by = '2026-10-29' WHERE account_id = ${STEFAN}`,
  },
  {
    promise: 'DS-05',
    check: 'erased-too-early',
    what: 'erased on the last day to answer',
    sql: `INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version, notice_accepted_at, respond_by) VALUES (uuid_v7(), '2026-11-20 12:00Z', 'inactivity', '{}', 1, '2026-10-23 12:00Z', '2026-11-20')`,
    tables: ['erasure'],
  },
  {
    promise: 'DS-05',
    check: 'erased-while-stopped',
    what: 'erased while a request was open',
    sql: `INSERT INTO erasure (account_id, erased_at, reason, counts) SELECT account_id, '2026-11-24', 'inactivity', '{}' FROM data_request WHERE closed_at IS NULL`,
    tables: ['data_request'],
  },
  ...[
    ['an objection was decided after the notice', `act = 'policy.objection-decided'`, 'subject_id', '2026-11-01'],
    ['an appeal waited', `act = 'moderation.appeal-decided'`, 'subject_id', '2026-11-04 12:00Z'],
    ['a measure could be appealed', `act = 'account.suspended'`, 'subject_id', '2026-11-23 18:00Z'],
    ['the own report was open', `act = 'content.reported' AND actor_id IS NOT NULL`, 'actor_id::uuid', '2026-11-23'],
    ['a hold was lifted after the notice', `act = 'hold.lifted'`, 'subject_id', '2026-11-01'],
  ].map(([what, event, person, acceptedAt]) => ({
    promise: 'DS-05',
    check: 'erased-while-stopped',
    what: `erased though ${what}`,
    sql: `INSERT INTO erasure (account_id, erased_at, reason, counts, notice_accepted_at) SELECT DISTINCT ${person}, '2026-11-24'::timestamptz, 'inactivity'::erasure_reason, '{}'::jsonb, '${acceptedAt}'::timestamptz FROM audit_event WHERE ${event}`,
  })),
  // DS-06
  {
    promise: 'DS-06',
    check: 'schema-differs',
    what: 'the guard of the record dropped',
    sql: 'DROP TRIGGER audit_event_append_only ON audit_event',
    tables: ['audit_event'],
  },
  {
    promise: 'DS-06',
    check: 'schema-differs',
    what: 'the guard of the record disabled',
    sql: 'ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only',
    tables: ['audit_event'],
  },
  {
    promise: 'DS-06',
    check: 'schema-differs',
    what: 'an index that makes a rule dropped',
    sql: 'DROP INDEX inactivity_notice_open',
    tables: ['inactivity_notice'],
  },
  {
    promise: 'DS-06',
    check: 'schema-differs',
    what: 'a function of a guard replaced',
    sql: 'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$',
  },
  {
    promise: 'DS-06',
    check: 'schema-differs',
    what: 'a foreign key dropped',
    sql: 'ALTER TABLE session DROP CONSTRAINT session_account_id_fkey',
    tables: ['session'],
  },
  {
    promise: 'DS-06',
    check: 'schema-differs',
    what: 'the checks of foreign keys disabled',
    sql: 'ALTER TABLE legal_hold DISABLE TRIGGER ALL',
    tables: ['legal_hold'],
  },
  {
    promise: 'DS-06',
    check: 'audit-chain',
    what: 'the newest event deleted',
    sql: `DELETE FROM audit_event WHERE seq = ${LAST_EVENT}`,
    tables: ['audit_event'],
  },
  {
    promise: 'DS-06',
    check: 'audit-chain',
    what: 'an event deleted in the part already verified',
    sql: 'DELETE FROM audit_event WHERE seq = 3',
    tables: ['audit_event'],
  },
  {
    promise: 'DS-06',
    check: 'audit-chain',
    what: 'an event edited in the part already verified',
    sql: `UPDATE audit_event SET act = 'member.viewed' WHERE seq = 3`,
  },
  {
    promise: 'DS-06',
    check: 'audit-chain',
    what: 'an event added past the chain',
    sql: `INSERT INTO audit_event (at, actor_kind, act, details) VALUES ('2026-11-23', 'system', 'member.viewed', '{}')`,
  },
  {
    promise: 'DS-06',
    check: 'audit-chain',
    what: 'the end of the chain cut off, links and events',
    sql: `DELETE FROM audit_event e USING audit_link l WHERE l.position = (SELECT max(position) FROM audit_link) AND l.seqs @> e.seq;; DELETE FROM audit_link WHERE position = (SELECT max(position) FROM audit_link)`,
  },
  {
    promise: 'DS-06',
    check: 'password-hashes',
    what: 'a password in plain text',
    sql: `UPDATE account SET password_hash = 'Sommer2026' WHERE id = ${LENA}`,
    tables: ['account'],
  },
  {
    promise: 'DS-06',
    check: 'password-hashes',
    what: 'a password as a plain SHA-256',
    sql: `UPDATE account SET password_hash = encode(sha256('Sommer2026'), 'hex') WHERE id = ${LENA}`,
  },
  {
    promise: 'DS-06',
    check: 'readable-secrets',
    what: 'a link stored as it is',
    sql: `INSERT INTO account_token (account_id, purpose, token_hash, expires_at) VALUES (${LENA}, 'reset_password', 'geheim', '2026-12-01')`,
    tables: ['account_token'],
  },
  {
    promise: 'DS-06',
    check: 'readable-secrets',
    what: 'a recovery code stored as it is',
    sql: `INSERT INTO recovery_code (account_id, code_hash) VALUES (${LENA}, 'abcd-efgh-ijkm-npqr')`,
    tables: ['recovery_code'],
  },
  {
    promise: 'DS-06',
    check: 'readable-secrets',
    what: 'the secret of an app stored unsealed',
    sql: `INSERT INTO authenticator (account_id, secret, created_at, confirmed_at) VALUES (${LENA}, 'JBSWY3DPEHPK3PXP', '2026-11-24', '2026-11-24')`,
    tables: ['authenticator'],
  },
  {
    promise: 'DS-06',
    check: 'readable-secrets',
    what: 'a counter that names an address',
    sql: `INSERT INTO throttle (key, points) VALUES ('a@b.test', 1)`,
    tables: ['throttle'],
  },
  {
    promise: 'DS-06',
    check: 'schema-differs',
    what: 'the counters get a column more',
    sql: 'ALTER TABLE throttle ADD COLUMN who TEXT',
    tables: ['throttle'],
  },
  {
    promise: 'DS-06',
    check: 'roles-differ',
    what: 'a member made administrator by hand',
    sql: `UPDATE account SET role = 'admin' WHERE id = ${LENA}`,
    tables: ['account'],
  },
  {
    promise: 'DS-06',
    check: 'roles-differ',
    what: 'staff demoted by hand',
    sql: `UPDATE account SET role = 'member' WHERE id = ${ADMIN}`,
  },
  {
    promise: 'DS-06',
    check: 'sessions-unrecorded',
    what: 'a session that nobody signed in to',
    sql: `INSERT INTO session (account_id, created_at, last_seen_at, expires_at) VALUES (${ADMIN}, '2026-11-24', '2026-11-24', '2026-11-24 12:00')`,
    tables: ['session'],
  },
  {
    promise: 'DS-06',
    check: 'sessions-unrecorded',
    what: 'a session that never ends',
    sql: `UPDATE session SET expires_at = '2030-01-01'`,
    tables: ['session'],
  },
  {
    promise: 'DS-06',
    check: 'factors-unrecorded',
    what: 'a passkey of a stranger',
    sql: `INSERT INTO passkey (account_id, name, credential_id, public_key, counter) VALUES (${LENA}, 'x', 'x', 'x', 0)`,
    tables: ['passkey'],
  },
  {
    promise: 'DS-06',
    check: 'factors-unrecorded',
    what: 'an app of a stranger',
    sql: `INSERT INTO authenticator (account_id, secret, created_at, confirmed_at) VALUES (${LENA}, decode(repeat('00', 60), 'hex'), '2026-11-24', '2026-11-24')`,
    tables: ['authenticator'],
  },
  {
    promise: 'DS-06',
    check: 'bulk-acts-alone',
    what: 'a bulk act released by one person',
    sql: 'ALTER TABLE bulk_act DROP CONSTRAINT bulk_act_two_people;; UPDATE bulk_act SET decided_by = prepared_by',
  },
  ...[
    [
      'a role given by one person alone',
      'account.role-changed',
      LENA,
      'staff',
      ADMIN,
      '{"from": "member", "to": "admin"}',
    ],
    ['a role given to oneself', 'account.role-changed', ADMIN, 'staff', ADMIN, '{"from": "member", "to": "admin"}'],
    [
      'a role given by a duty',
      'account.role-changed',
      LENA,
      'system',
      `'housekeeping'`,
      '{"from": "member", "to": "admin"}',
    ],
    [
      'a role taken by a duty without its reason',
      'account.role-changed',
      LENA,
      'system',
      `'housekeeping'`,
      '{"to": "member"}',
    ],
    ['a factor reset by one person alone', 'factor.reset', LENA, 'staff', ADMIN, '{"kind": "all"}'],
    ['a factor set up by somebody else', 'factor.added', LENA, 'staff', ADMIN, '{"kind": "app"}'],
    ['a factor taken away by somebody else', 'factor.removed', LENA, 'staff', ADMIN, '{"kind": "app"}'],
    ['recovery codes made by somebody else', 'factor.recovery-codes-issued', LENA, 'staff', ADMIN, '{}'],
  ].map(([what, act, subject, actorKind, actor, details]) => ({
    promise: 'DS-06',
    check: 'powers-alone',
    what: `${what}`,
    sql: `INSERT INTO audit_event (at, actor_kind, actor_id, act, subject_id, details) VALUES ('2026-11-23 18:00Z', '${actorKind}', ${actor}, '${act}', ${subject}, '${details}')`,
  })),
  ...[
    [
      'asked for by whoever released it',
      `SET actor_id = (SELECT d.actor_id FROM audit_event d WHERE d.act = 'account.role-changed' AND d.details ->> 'changeId' = e.details ->> 'changeId')`,
    ],
    ['asked for with another role', `SET details = details || '{"to": "moderator"}'`],
    ['asked for as a reset', `SET details = details || '{"kind": "factor-reset"}'`],
    ['asked for about somebody else', `SET subject_id = ${LENA}`],
    ['asked for by the person itself', 'SET actor_id = subject_id'],
    ['never asked for', `SET act = 'member.viewed'`],
  ].map(([what, change]) => ({
    promise: 'DS-06',
    check: 'powers-alone',
    what: `a role given though ${what}`,
    sql: `UPDATE audit_event e ${change} WHERE act = 'team.change-requested'`,
  })),
  ...['decided_by = prepared_by', 'decided_by = account_id', 'prepared_by = account_id', 'decided_by = NULL'].map(
    (change) => ({
      promise: 'DS-06',
      check: 'powers-alone',
      what: `a change of the team with ${change}`,
      tables: ['staff_change'],
      sql: `ALTER TABLE staff_change DROP CONSTRAINT staff_change_two_people, DROP CONSTRAINT staff_change_words;; UPDATE staff_change SET ${change} WHERE decision = 'released'`,
    }),
  ),
  ...(
    ['bulk_act', 'hold_request', 'disclosure', 'staff_change', 'chain_loss', 'breach_letter', 'identity_proof'] as const
  ).flatMap((table) =>
    ['prepared_by', 'decided_by'].map((how) => ({
      promise: 'DS-06',
      check: 'dependent-releases',
      what: `${table}: released by somebody appointed by its first person (${how}) 29 days before`,
      sql: `INSERT INTO staff_change (account_id, kind, role, reason, prepared_at, prepared_by, decided_at, decided_by, decision) SELECT r.decided_by, 'role', 'approver', 'x', r.decided_at - interval '29 days', ${how === 'prepared_by' ? 'r.prepared_by' : LENA}, r.decided_at - interval '29 days', ${how === 'decided_by' ? 'r.prepared_by' : LENA}, 'released' FROM ${table} r WHERE r.decision = 'released' LIMIT 1`,
    })),
  ),
  {
    promise: 'DS-06',
    check: 'duties-late',
    what: 'a duty has not run for two days',
    sql: `UPDATE duty_lease SET last_run_at = '2026-11-22' WHERE duty = 'duty/mail'`,
  },
  {
    promise: 'DS-06',
    check: 'open-breaches-late',
    what: 'a breach 73 hours old, told to nobody',
    sql: `INSERT INTO breach (noticed_at, description, affected_kind, opened_at, opened_by) VALUES ('2026-11-21 02:59Z', 'x', 'all', '2026-11-21', ${ADMIN})`,
  },
  {
    promise: 'DS-06',
    check: 'open-files',
    what: 'the keys of the portal readable by all',
    files: () => {
      const file = path.join(accessLogFolder(), '..', 'secrets.json')
      chmodSync(file, 0o644)
      return () => chmodSync(file, 0o600)
    },
  },
  {
    promise: 'DS-06',
    check: 'readable-secrets',
    what: 'the link of an erased account stored as it is',
    tables: ['erased_link'],
    sql: `INSERT INTO erased_link (token_hash, purpose, outcome, expires_at) VALUES ('geheim', 'reset_password', 'gone', '2026-12-01')`,
  },
  {
    promise: 'DS-06',
    check: 'database-role',
    what: 'the running portal may delete from the record',
    tables: ['audit_event'],
    sql: 'GRANT DELETE ON audit_event TO portal',
  },
  {
    promise: 'DS-06',
    check: 'database-role',
    what: 'the running portal owns a table',
    sql: 'ALTER TABLE session OWNER TO portal',
  },
  ...[
    ['may give the record a trigger', 'GRANT TRIGGER ON audit_event TO portal'],
    ['may change a column of the record', 'GRANT UPDATE (act) ON audit_event TO portal'],
  ].map(([what, sql]) => ({ promise: 'DS-06', check: 'database-role', what: `the running portal ${what}`, sql })),
  ...(['clock_stop', 'account_standing'] as const).map((view) => ({
    promise: 'DS-06',
    check: 'schema-differs',
    what: `the view ${view} lets the clock run for everybody`,
    sql: VIEWS[view],
  })),
  // DS-07
  {
    promise: 'DS-07',
    check: 'verified-without-decision',
    what: 'a member verified without a decision',
    sql: `UPDATE account SET verified_at = '2026-11-24' WHERE verified_at IS NULL AND email_confirmed_at IS NOT NULL`,
    tables: ['account'],
  },
  {
    promise: 'DS-07',
    check: 'verified-without-decision',
    what: 'the decision on a member deleted',
    sql: `DELETE FROM verification WHERE account_id = ${LENA}`,
    tables: ['verification'],
  },
  {
    promise: 'DS-07',
    check: 'verified-without-decision',
    what: 'the decision on a member turned round',
    sql: `UPDATE verification SET decision = 'refused' WHERE account_id = ${LENA}`,
    tables: ['verification'],
  },
  {
    promise: 'DS-07',
    check: 'published-unverified',
    what: 'a draft published past the review',
    sql: `UPDATE publication SET published_at = now(), shown_until = '2027-01-01', confirmed_at = now() WHERE published_at IS NULL AND kind <> 'event' AND corrects_id IS NULL`,
    tables: ['publication'],
  },
  {
    promise: 'DS-07',
    check: 'published-unverified',
    what: 'a publication moved to another day',
    sql: `UPDATE publication SET published_at = published_at - interval '1 day' WHERE published_at IS NOT NULL`,
    tables: ['publication'],
  },
  {
    promise: 'DS-07',
    check: 'suspended-with-session',
    what: 'a suspended member with an open session',
    sql: `INSERT INTO suspension (account_id, reason) VALUES (${LENA}, 'x')`,
    tables: ['suspension', 'session'],
  },
  {
    promise: 'DS-07',
    check: 'suspensions-differ',
    what: 'a suspension lifted by hand',
    sql: `UPDATE suspension SET ended_at = '2026-11-24' WHERE ended_at IS NULL`,
    tables: ['suspension'],
  },
  {
    promise: 'DS-07',
    check: 'suspensions-differ',
    what: 'a suspension deleted',
    sql: 'DELETE FROM suspension',
    tables: ['suspension'],
  },
  {
    promise: 'DS-07',
    check: 'decisions-unrecorded',
    what: 'a measure that nobody decided',
    sql: `INSERT INTO content_measure (content_kind, content_id, act, author_id, reason, started_at, started_by) VALUES ('profile', ${LENA}, 'warn', ${LENA}, 'x', '2026-11-24', ${ADMIN})`,
    tables: ['content_measure'],
  },
  {
    promise: 'DS-07',
    check: 'decisions-unrecorded',
    what: 'a case closed by hand',
    sql: `UPDATE moderation_case SET outcome = 'none', closed_at = '2026-11-24', closed_by = ${ADMIN} WHERE closed_at IS NULL`,
    tables: ['moderation_case'],
  },
  {
    promise: 'DS-07',
    check: 'decisions-unrecorded',
    what: 'the time of an appeal changed',
    sql: `UPDATE appeal SET decided_at = decided_at - interval '1 day'`,
    tables: ['appeal'],
  },
  // DS-08
  {
    promise: 'DS-08',
    check: 'addresses-in-texts',
    what: "a member's address in somebody else's post",
    sql: `UPDATE forum_post SET body = 'Schreiben Sie an Lena.Winter@post.example.' WHERE id = (SELECT id FROM forum_post WHERE author_id <> ${LENA} LIMIT 1)`,
    tables: ['forum_post'],
  },
  {
    promise: 'DS-08',
    check: 'addresses-in-texts',
    what: "a member's address in somebody else's offer",
    sql: `UPDATE publication SET summary = 'Fragen: lena.winter@post.example' WHERE account_id <> ${LENA}`,
    tables: ['publication'],
  },
  {
    promise: 'DS-08',
    check: 'addresses-in-texts',
    what: "a member's address in somebody else's entry of the directory",
    sql: `UPDATE directory_entry SET introduction = '(lena.winter@post.example)' WHERE account_id <> ${LENA}`,
    tables: ['directory_entry'],
  },
  {
    promise: 'DS-08',
    check: 'addresses-in-texts',
    what: "a member's address in the title of a topic",
    sql: `UPDATE forum_topic SET title = 'lena.winter@post.example antwortet nicht' WHERE author_id <> ${LENA}`,
    tables: ['forum_topic'],
  },
  {
    promise: 'DS-08',
    check: 'addresses-in-names',
    what: 'an address as the name of a member',
    sql: `UPDATE account SET surname = 'lena.winter@post.example' WHERE id = ${LENA}`,
    tables: ['account', 'directory_words'],
  },
  {
    promise: 'DS-08',
    check: 'addresses-in-names',
    what: 'an address among the words of the search',
    sql: `INSERT INTO forum_word (word) VALUES ('lena.winter@post.example')`,
  },
  {
    promise: 'DS-08',
    check: 'addresses-in-mails',
    what: 'a mail that shows the address of another member',
    sql: `${MAIL} VALUES (${STEFAN}, 'new-message', NULL, '{"from": "lena.winter@post.example"}', 'queued', '2026-11-24', '2026-11-24')`,
    tables: ['outgoing_mail'],
  },
  {
    promise: 'DS-08',
    check: 'addresses-in-audit',
    what: 'an address in the record',
    sql: `INSERT INTO audit_event (at, actor_kind, act, details) VALUES ('2026-11-23', 'system', 'member.viewed', '{"to": "a@b.test"}')`,
  },
  // DS-09
  {
    promise: 'DS-09',
    check: 'sent-mail-with-address',
    what: 'a sent mail with its address left',
    sql: `UPDATE outgoing_mail SET recipient = 'a@b.test' WHERE state = 'accepted'`,
    tables: ['outgoing_mail'],
  },
  {
    promise: 'DS-09',
    check: 'mail-waits-too-long',
    what: 'a mail queued for 60 days',
    sql: `${MAIL} VALUES (${LENA}, 'password-changed', NULL, '{}', 'queued', '2026-09-25', '2026-09-25')`,
  },
  {
    promise: 'DS-09',
    check: 'mail-waits-too-long',
    what: 'a failed mail with its text after its period',
    sql: `${MAIL} VALUES (${LENA}, 'password-changed', 'lena.winter@post.example', '{}', 'failed', '2026-08-01', '2026-08-01')`,
  },
  {
    promise: 'DS-09',
    check: 'mail-elsewhere',
    what: 'the mail of a member sent to a stranger',
    sql: `${MAIL} VALUES (${LENA}, 'password-reset', 'spy@evil.test', '{}', 'queued', '2026-11-24', '2026-11-24')`,
  },
  {
    promise: 'DS-09',
    check: 'ways-out',
    what: 'the tables published to another server',
    sql: 'CREATE PUBLICATION everything FOR ALL TABLES',
  },
  {
    promise: 'DS-09',
    check: 'schema-differs',
    what: 'a trigger that copies every new account',
    sql: 'CREATE TRIGGER copy BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION refuse_change()',
  },
  // DS-10
  {
    promise: 'DS-10',
    check: 'holds-alone',
    what: 'a hold without two people',
    sql: `INSERT INTO legal_hold (account_id, reason, review_on, placed_at) VALUES (${LENA}, 'x', '2027-01-01', '2026-11-24')`,
    tables: ['legal_hold'],
  },
  {
    promise: 'DS-10',
    check: 'holds-alone',
    what: 'the request of a hold deleted',
    sql: 'DELETE FROM hold_request',
    tables: ['hold_request'],
  },
  {
    promise: 'DS-10',
    check: 'holds-alone',
    what: 'one person decided on the own request',
    sql: 'ALTER TABLE hold_request DROP CONSTRAINT hold_request_two_people;; UPDATE hold_request SET prepared_by = decided_by',
    tables: ['hold_request'],
  },
  ...['prepared_by', 'decided_by'].map((who) => ({
    promise: 'DS-10',
    check: 'holds-alone',
    what: `a hold of the own account (${who})`,
    sql: `UPDATE hold_request SET ${who} = account_id`,
  })),
  {
    promise: 'DS-10',
    check: 'holds-alone',
    what: 'a hold lifted by hand',
    sql: `UPDATE legal_hold SET released_at = '2026-11-24' WHERE released_at IS NULL`,
    tables: ['legal_hold'],
  },
  {
    promise: 'DS-10',
    check: 'holds-gone',
    what: 'a hold deleted',
    sql: 'DELETE FROM legal_hold',
    tables: ['legal_hold'],
  },
  {
    promise: 'DS-10',
    check: 'held-with-session',
    what: 'a sealed member with an open session',
    sql: 'UPDATE legal_hold SET account_id = (SELECT account_id FROM session LIMIT 1) WHERE released_at IS NULL',
  },
  {
    promise: 'DS-10',
    check: 'erased-under-hold',
    what: 'erased in spite of a hold',
    sql: `INSERT INTO erasure (account_id, erased_at, reason, counts) SELECT account_id, '2026-11-24', 'staff', '{}' FROM legal_hold WHERE released_at IS NULL`,
  },
  {
    promise: 'DS-10',
    check: 'hold-review-due',
    what: 'the review of a hold is overdue',
    sql: `UPDATE legal_hold SET review_on = '2026-11-23'`,
  },
  {
    promise: 'DS-10',
    check: 'erasure-after-hold',
    what: 'an erasure left undone after the hold',
    sql: `INSERT INTO pending_erasure (account_id, reason, since) VALUES (${LENA}, 'self', '2026-11-23')`,
    tables: ['pending_erasure'],
  },
  {
    promise: 'DS-10',
    check: 'disclosed-without-order',
    what: 'handed over without a release',
    sql: `ALTER TABLE disclosure DROP CONSTRAINT disclosure_words;; UPDATE disclosure SET decision = NULL, decided_at = NULL, handed_over_on = '2026-11-23'`,
    tables: ['disclosure'],
  },
  ...['prepared_by', 'decided_by'].map((who) => ({
    promise: 'DS-10',
    check: 'disclosed-without-order',
    what: `an order about the own account (${who})`,
    sql: `UPDATE disclosure SET ${who} = account_id WHERE decision = 'released'`,
  })),
  {
    promise: 'DS-10',
    check: 'disclosed-without-order',
    what: 'the order replaced afterwards',
    sql: `UPDATE disclosure SET order_scan = 'other'`,
    tables: ['disclosure'],
  },
  {
    promise: 'DS-10',
    check: 'disclosures-gone',
    what: 'a disclosure deleted from the register',
    sql: 'DELETE FROM disclosure',
    tables: ['disclosure'],
  },
  {
    promise: 'DS-10',
    check: 'disclosed-data-left',
    what: 'the archive kept after the hand-over',
    sql: `ALTER TABLE disclosure DROP CONSTRAINT disclosure_words;; UPDATE disclosure SET handed_over_on = '2026-11-24'`,
  },
  // DS-11
  {
    promise: 'DS-11',
    check: 'announcement-differs',
    what: 'an announcement backdated 60 days',
    sql: `UPDATE policy_announcement SET accepted_at = accepted_at - interval '60 days' WHERE account_id = ${LENA}`,
    tables: ['policy_announcement'],
  },
  {
    promise: 'DS-11',
    check: 'announcement-differs',
    what: 'announcement and mail backdated',
    sql: `UPDATE policy_announcement SET accepted_at = accepted_at - interval '60 days', created_at = created_at - interval '60 days';; UPDATE outgoing_mail SET accepted_at = accepted_at - interval '60 days'`,
  },
  {
    promise: 'DS-11',
    check: 'announcements-gone',
    what: 'all announcements deleted the same day',
    sql: 'DELETE FROM policy_announcement',
    tables: ['policy_announcement'],
  },
  {
    promise: 'DS-11',
    check: 'not-announced',
    what: 'announcements and mails deleted, two days after the publication',
    sql: `DELETE FROM policy_announcement;; DELETE FROM outgoing_mail;; UPDATE policy_version SET published_at = '2026-11-22' WHERE number = 2`,
    tables: ['policy_announcement'],
  },
  {
    promise: 'DS-11',
    check: 'in-force-unheard',
    what: 'in force although nobody had read the mailbox since the last day to object',
    sql: `INSERT INTO inbound_way (name, configured_at, drained_at) VALUES ('x', '2026-11-01', '2026-11-20');;
      UPDATE policy_announcement SET closed_at = '2026-11-24' WHERE accepted_at IS NOT NULL`,
  },
  {
    promise: 'DS-11',
    check: 'closed-early',
    what: 'the time to object ended by hand',
    sql: `UPDATE policy_announcement SET closed_at = '2026-11-24' WHERE accepted_at IS NOT NULL`,
  },
  {
    promise: 'DS-11',
    check: 'objections-differ',
    what: 'an objection deleted',
    sql: 'DELETE FROM policy_objection;; UPDATE policy_announcement SET objected_at = NULL',
    tables: ['policy_objection'],
  },
  {
    promise: 'DS-11',
    check: 'objections-differ',
    what: 'an objection taken back by hand',
    sql: `UPDATE policy_objection SET withdrawn_at = '2026-11-24' WHERE withdrawn_at IS NULL;; UPDATE policy_announcement SET objected_at = NULL`,
    tables: ['policy_objection'],
  },
  {
    promise: 'DS-11',
    check: 'objections-differ',
    what: 'an objection invented',
    sql: `UPDATE policy_announcement SET objected_at = '2026-11-24' WHERE account_id = ${LENA}`,
  },
  {
    promise: 'DS-11',
    check: 'in-force-too-soon',
    what: 'an announcement that no run has made',
    sql: `UPDATE policy_announcement SET created_at = created_at + interval '1 minute' WHERE account_id = ${LENA}`,
  },
  {
    promise: 'DS-11',
    check: 'versions-alone',
    what: 'a version released by one person',
    sql: 'UPDATE policy_version SET submitted_by = published_by WHERE number = 2',
  },
  {
    promise: 'DS-11',
    check: 'policy-text-changed',
    what: 'the time to object of a published version shortened',
    sql: `UPDATE policy_version SET objection_period = 'P7D' WHERE number = 2`,
  },
  // DS-12
  {
    promise: 'DS-12',
    check: 'inbound-overdue',
    what: 'nobody decided about a mail for months',
    sql: `UPDATE inbound_mail SET due_on = '2026-08-16' WHERE due_on IS NOT NULL AND settled_at IS NULL`,
    tables: ['inbound_mail'],
  },
  {
    promise: 'DS-12',
    check: 'requests-overdue',
    what: 'a request 100 days old, its due day in 2030',
    sql: `UPDATE data_request SET received_on = '2026-08-16', due_on = '2030-01-01' WHERE closed_at IS NULL`,
    tables: ['data_request'],
  },
  {
    promise: 'DS-12',
    check: 'requests-due-differs',
    what: 'the due day of a request moved by a day',
    sql: 'UPDATE data_request SET due_on = due_on + 1',
    tables: ['data_request'],
  },
  {
    promise: 'DS-12',
    check: 'requests-unrecorded',
    what: 'the receipt of a request moved',
    sql: 'UPDATE data_request SET received_on = received_on + 3, due_on = due_on + 3',
  },
  {
    promise: 'DS-12',
    check: 'requests-unrecorded',
    what: 'a request closed by hand',
    sql: `UPDATE data_request SET closed_at = '2026-11-24', outcome = 'answered' WHERE closed_at IS NULL`,
  },
  {
    promise: 'DS-12',
    check: 'requests-gone',
    what: 'a request deleted',
    sql: 'DELETE FROM data_request',
    tables: ['data_request'],
  },
  {
    promise: 'DS-12',
    check: 'restrictions-differ',
    what: 'a restriction ended by hand',
    sql: `UPDATE restriction SET lifted_at = '2026-11-24', told_at = '2026-11-24'`,
    tables: ['restriction'],
  },
  {
    promise: 'DS-12',
    check: 'restrictions-differ',
    what: 'a restriction deleted',
    sql: 'DELETE FROM restriction',
    tables: ['restriction'],
  },
  {
    promise: 'DS-12',
    check: 'notice-facts-missing',
    what: 'open to the public without address and telephone',
    isPublic: true,
  },
]
