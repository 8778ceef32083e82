import { type Browser, type Page } from '@playwright/test'
import { type Email } from 'postal-mime'
import { expect, expectAccessible, handleOf, linkIn, test } from '../support/e2e'
import { setUpFactor } from '../support/e2e-factor'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { signIn } from '../support/e2e-pages'
import { type MockImapServer, startMockImap } from '../support/imap-server'
import { startPortal } from '../support/portal'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink'

/**
 * The portal hears (DS-04, DS-05, DS-12): over a real SMTP server that says yes, and a mailbox that is told later. Nobody asks it to read: the
 * mail server tells the portal.
 */
test.describe.configure({ mode: 'serial' })
let relay: SmtpSink
let imap: MockImapServer
let running: Awaited<ReturnType<typeof startPortal>>
let portal: Awaited<ReturnType<typeof handleOf>>
let staff: Page
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  relay = await startSmtpSink()
  imap = await startMockImap()
  const { user, password, port } = imap.mailbox
  running = await startPortal({
    SCHEDULER: 'internal',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: relay.url,
    MAIL_FROM: 'Portal <portal@portal.test>',
    INBOUND_IMAP_URL: `imap://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    INBOUND_PATTERN: 'portal+%{key}@portal.test',
    INBOUND_VERP: 'on',
  })
  portal = await handleOf(running.url, running.dataDir)
  staff = await pageOf(browser)
  const { email } = await seedMember(portal, { role: 'admin', name: ['Katrin', 'Amt'] })
  await signIn(staff, { email })
  await setUpFactor(staff, CAST_PASSWORD)
})
test.afterAll(async () => {
  await staff?.context().close()
  await portal?.close()
  await running?.stop()
  await imap?.close()
  await relay?.close()
})

async function pageOf(browser: Browser): Promise<Page> {
  return (await browser.newContext({ baseURL: running.url, locale: 'de-DE' })).newPage()
}

/** What the relay has taken for this address, or with this subject; waits for it. */
async function mailOf(subject: RegExp, address?: string): Promise<{ mail: Email; raw: string }> {
  const found = () =>
    relay.received.findLast(
      ({ recipients, mail }) => subject.test(mail.subject ?? '') && (!address || recipients.includes(address)),
    )
  await expect.poll(() => found()?.raw, { timeout: 30_000, message: String(subject) }).toBeTruthy()
  return found() as { mail: Email; raw: string }
}

/** Somebody who has not signed in for more than a year gets the notice, and the relay has taken it. */
async function aNotice(name: readonly [string, string]): Promise<{ accountId: string; email: string; raw: string }> {
  const { accountId, email } = await seedMember(portal, { name })
  await portal.sql(
    `UPDATE account SET last_login_at = now() - interval '400 days', registered_at = now() - interval '500 days',
       email_confirmed_at = now() - interval '500 days' WHERE id = $1`,
    [accountId],
  )
  await portal.cron('lifecycle')
  const { raw } = await mailOf(/./, email)
  const accepted = 'SELECT FROM inactivity_notice WHERE account_id = $1 AND accepted_at IS NOT NULL'
  await expect.poll(() => portal.sql(accepted, [accountId]), { timeout: 30_000 }).toHaveLength(1)
  return { accountId, email, raw }
}

/** What a mail server writes days later; it returns the headers of the mail. */
function reportAbout({ email, raw }: { email: string; raw: string }): string {
  const lines = ['Your message could not be delivered.', '', `Final-Recipient: rfc822; ${email}`]
  const [words, , recipient] = lines
  return [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.test (Mail Delivery System)',
    'To: portal@portal.test',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
    ...['', '--x', 'Content-Type: text/plain', '', words],
    ...['--x', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.test', ''],
    ...[recipient, 'Action: failed', 'Status: 5.1.1'],
    ...['--x', 'Content-Type: text/rfc822-headers', '', raw.slice(0, raw.indexOf('\r\n\r\n')), '--x--', ''],
  ].join('\r\n')
}

test('a notice is accepted and comes back a day later: its time ends, and staff see it (DS-05)', async () => {
  test.setTimeout(120_000)
  const notice = await aNotice(['Rita', 'Rückläufer'])
  const aDay = "interval '1 day'"
  await portal.sql(
    `UPDATE inactivity_notice SET created_at = created_at - ${aDay}, accepted_at = accepted_at - ${aDay} WHERE account_id = $1`,
    [notice.accountId],
  )
  imap.deliver(reportAbout(notice))
  const outcomes = 'SELECT outcome::text FROM inactivity_notice WHERE account_id = $1'
  await expect
    .poll(() => portal.sql(outcomes, [notice.accountId]), { timeout: 30_000 })
    .toEqual([{ outcome: 'undeliverable' }])
  await staff.goto('/admin/inaktivitaet')
  await expect(staff.getByRole('link', { name: /Rückläufer/ }).first()).toBeVisible()
})

test('a request by mail is a case, confirmed by the stored address, and answered (DS-04, DS-12)', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const { email } = await seedMember(portal, { name: ['Arno', 'Anfrage'] })
  imap.deliver(
    `Message-ID: <1@beispiel.de>\r\nFrom: Arno Anfrage <${email}>\r\nTo: info@portal.test\r\nSubject: Meine Daten\r\n\r\nWas wissen Sie von mir?\r\n`,
  )
  const open = 'SELECT FROM inbound_mail WHERE due_on IS NOT NULL AND sender = $1'
  await expect.poll(() => portal.sql(open, [email]), { timeout: 30_000 }).toHaveLength(1)
  await staff.goto('/admin/posteingang')
  const mail = staff.getByRole('region', { name: 'Meine Daten' })
  await expect(mail.getByText('Was wissen Sie von mir?')).toBeVisible()
  await expectAccessible(staff)
  await mail.getByLabel('Was ist zu tun?').selectOption({ label: 'Anliegen eintragen: Auskunft' })
  await mail.getByRole('button', { name: 'Entscheiden' }).click()
  await expect(staff.getByText('Das Anliegen ist mit dem Tag des Eingangs eingetragen.')).toBeVisible()
  const request = staff.url()

  const person = await pageOf(browser)
  await person.goto(linkIn((await mailOf(/^Ihr Anliegen ist angekommen/, email)).mail, '/anliegen/bestaetigen'))
  await person.getByRole('button', { name: 'Anliegen bestätigen' }).click()
  await expect(person.getByText('Ihre Bestätigung ist angekommen.')).toBeVisible()
  await person.context().close()

  await staff.goto(request)
  await staff.getByRole('textbox', { name: 'Antwort' }).fill('Ihre Auskunft liegt für Sie bereit.')
  await staff.getByRole('button', { name: 'Antwort senden und schließen' }).click()
  await expect(staff.getByText('Der Vorgang ist beantwortet.')).toBeVisible()
  expect((await mailOf(/^Antwort auf Ihr Anliegen/, email)).mail.text).toContain('Ihre Auskunft liegt für Sie bereit.')
})

test('the portal writes to itself, and says that it hears', async () => {
  test.setTimeout(120_000)
  await staff.goto('/admin/posteingang')
  await expect(staff.getByText(/vollständig gelesen/)).toBeVisible()
  await staff.getByRole('button', { name: 'Selbsttest senden' }).click()
  await expect(staff.getByText('Der Selbsttest ist eingereiht.')).toBeVisible()
  imap.deliver((await mailOf(/^Selbsttest/)).raw)
  const back = 'SELECT FROM inbound_loop WHERE back_at IS NOT NULL'
  await expect.poll(() => portal.sql(back), { timeout: 30_000 }).not.toHaveLength(0)
  await staff.goto('/admin/posteingang')
  await expect(staff.getByText('zurück', { exact: true })).toBeVisible()
})

test('while nobody reads the mailbox nobody is erased, and the evidence says so (DS-05)', async () => {
  test.setTimeout(180_000)
  const { accountId } = await aNotice(['Stefan', 'Still'])
  await imap.close()
  await portal.sql(
    `UPDATE inactivity_notice SET created_at = created_at - interval '40 days', accepted_at = accepted_at - interval '40 days',
       respond_by = respond_by - 40 WHERE account_id = $1`,
    [accountId],
  )
  // It was read last before the time was over; the day after the time somebody may have written.
  await portal.sql(
    `UPDATE inbound_way SET drained_at = now() - interval '20 days', configured_at = now() - interval '60 days'`,
  )
  await portal.cron('lifecycle')
  expect(await portal.sql('SELECT FROM account WHERE id = $1', [accountId])).toHaveLength(1)
  await portal.cron('housekeeping').catch(() => undefined)
  await staff.goto('/admin/nachweis')
  await expect(staff.getByText(/Postfächer, die seit mehr als sechs Stunden/).first()).toBeVisible()
  await portal.sql('UPDATE inbound_way SET drained_at = now()')
  await portal.cron('lifecycle')
  expect(await portal.sql('SELECT FROM account WHERE id = $1', [accountId])).toHaveLength(0)
})
