import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, handleOf, linkIn, type PortalHandle, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'
import { expectFits, expectSound, look, signIn } from '../support/e2e-pages'
import { type Portal, startPortal } from '../support/portal'

/**
 * Whoever answers a mail has answered: in the conversation, in the topic; what nobody has proved waits for a click; one click ends mails (DS-08).
 * A portal of its own, whose mails can be answered.
 */
const inbound = { INBOUND_PATTERN: 'portal+%{key}@portal.test', INBOUND_AUTHSERV_IDS: 'mx.portal.test' }
const question = 'Wollen wir zusammen einen Kurs anbieten?'

test('an answer by mail stands in the conversation and in the topic, and one click ends mails', async ({ browser }) => {
  test.setTimeout(300_000)
  const running = await startPortal(inbound)
  const portal = await handleOf(running.url, running.dataDir)
  const context = await browser.newContext({ baseURL: running.url, locale: 'de-DE' })
  const page = await context.newPage()
  try {
    const anna = await seedMember(portal, { verified: true, name: ['Anna', 'Adler'] })
    const organisation = 'Werkstatt Erfurt'
    const bert = await seedMember(portal, { verified: true, name: ['Bert', 'Bussard'], organisation })
    await portal.sql(
      `WITH made AS (INSERT INTO forum_category (slug, name, description, position) VALUES ('kurse', 'Kurse', 'Worum es geht.', 1) RETURNING id)
       INSERT INTO forum_subscription (account_id, category_id, since) SELECT $1, id, now() FROM made`,
      [bert.accountId],
    )

    await signIn(page, anna)
    await page.goto('/akteure')
    await page.getByRole('main').getByRole('link', { name: organisation }).click()
    await page.getByRole('link', { name: `Nachricht an ${organisation} schreiben` }).click()
    await page.getByLabel('Betreff').fill('Gemeinsamer Kurs')
    await page.getByLabel('Ihre Nachricht').fill(question)
    await page.getByRole('button', { name: 'Nachricht senden' }).click()
    await expect(page.getByText('Ihre Nachricht ist gesendet.')).toBeVisible()
    const conversation = page.url()
    await page.goto('/forum/neu')
    await page.getByLabel('Kategorie').selectOption({ label: 'Kurse' })
    await page.getByLabel('Titel').fill('Wer bietet Kurse an?')
    await page.getByLabel('Ihr Beitrag').fill('Das wüsste ich gern.')
    await page.getByRole('button', { name: 'Thema veröffentlichen' }).click()
    await page.waitForURL(/forum\/[0-9a-f-]{36}/)
    const topic = page.url()

    // To a message: quoted below, as Thunderbird does it.
    await portal.mailsTo(bert.email)
    const message = newestMail(running, bert.email, 'Nachricht von Anna Adler')
    answer(running, {
      ...message,
      from: bert.email,
      text: `Gern, per E-Mail.\n\nAm 23.11.26 um 10:00 schrieb Portal:\n${message.quoted}`,
    })
    await page.goto(conversation)
    const item = page.getByRole('listitem').filter({ hasText: 'Gern, per E-Mail.' })
    await expect(item).toBeVisible()
    await expect(item).not.toContainText(/schrieb|@/)

    // To the forum.
    const news = newestMail(running, bert.email, 'Neues Thema in Kurse')
    answer(running, { ...news, from: bert.email, text: 'Die Kammer.' })
    await page.goto(topic)
    await expect(page.getByRole('article', { name: 'Beitrag 2' })).toContainText('Die Kammer.')

    // Somebody else with the address for the answer: nothing stands there until the click in the mail to the stored address.
    answer(running, { ...news, from: 'fremd@anbieter.test', text: 'Der Verein.' })
    await page.reload()
    await expect(page.getByText('Der Verein.')).toHaveCount(0)
    const asked = (await portal.mailsTo(bert.email)).find(({ subject }) => subject?.startsWith('Soll diese Antwort'))
    const visitor = await browser.newContext({
      baseURL: running.url,
      locale: 'de-DE',
      viewport: { width: 320, height: 700 },
    })
    const other = await visitor.newPage()
    await other.goto(linkIn(asked, '/antwort-absenden'))
    await expect(other.getByText('Der Verein.')).toBeVisible()
    await expectSound(other)
    await expectFits(other)
    await look(other, 'antwort-absenden')
    // Between two posts of one member lie ten seconds.
    await portal.sql("UPDATE forum_post SET posted_at = posted_at - interval '1 minute'")
    await other.getByRole('button', { name: 'Antwort absenden' }).click()
    await expect(other.getByText('Ihre Antwort steht jetzt im Portal.')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('article', { name: 'Beitrag 3' })).toContainText('Der Verein.')

    // One click in the mail program, without session and cookies; then the page says that there was nothing left to end.
    const oneClick = /^List-Unsubscribe: <([^>]+)>$/m.exec(news.fields)?.[1] ?? ''
    const body = 'List-Unsubscribe=One-Click'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const ended = await fetch(oneClick, { method: 'POST', body, headers })
    expect([ended.status, await ended.text()]).toEqual([200, 'Die E-Mails sind beendet.\n'])
    expect(await subscriptions(portal, bert.accountId)).toEqual([])
    await other.goto(oneClick)
    await expect(other).toHaveURL(/\/abmelden\?/)
    await expect(other.getByText('die Kategorie „Kurse“')).toBeVisible()
    await expect(other.getByText(`m…@${bert.email.split('@')[1]}`)).toBeVisible()
    await expectSound(other)
    await expectFits(other)
    await look(other, 'abmelden')
    await other.getByRole('button', { name: 'E-Mails beenden' }).click()
    await expect(other.getByText('Dazu bekamen Sie schon keine E-Mails mehr.')).toBeVisible()

    // Who wants no answers by mail gets no address for them.
    await other.goto('/')
    await signIn(other, bert)
    await other.goto('/mein-profil/benachrichtigungen')
    await look(other, 'benachrichtigungen')
    await other.getByLabel('Nein: Ich antworte nur im Portal').check()
    await other.getByRole('button', { name: 'Auswahl speichern' }).click()
    await expect(other.getByText('Ihre Auswahl ist gespeichert.')).toBeVisible()
    await page.goto(conversation)
    await page.getByLabel('Ihre Antwort').fill('Wann passt es?')
    await page.getByRole('button', { name: 'Antwort senden' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Wann passt es?' })).toBeVisible()
    await portal.mailsTo(bert.email)
    expect(newestMail(running, bert.email, 'Nachricht von Anna Adler').fields).not.toMatch(/^Reply-To/m)
    await visitor.close()
  } finally {
    await context.close()
    await portal.close()
    await running.stop()
  }
})

type Found = { fields: string; replyTo: string; quoted: string }

/** The newest mail in the outbox with such a subject: its fields, where answers go, and its text as a program quotes it. */
function newestMail({ dataDir }: Portal, to: string, subject: string): Found {
  const names = readdirSync(`${dataDir}/outbox`).filter((name) => name.endsWith('.eml'))
  const raws = names.toSorted().map((name) => readFileSync(`${dataDir}/outbox/${name}`, 'utf8'))
  const raw = raws.findLast((text) => text.includes(`To: ${to}`) && text.includes(`Subject: ${subject}`)) ?? ''
  const fields = raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .replaceAll('\r\n', '\n')
  return {
    fields,
    replyTo: /^Reply-To: (.*)$/m.exec(fields)?.[1] ?? '',
    quoted: `> Guten Tag Bert Bussard,\n> ${question}`,
  }
}

/** Hands a message to the portal as a mail server does (pipe). */
function answer({ dataDir }: Portal, { replyTo, from, text }: { replyTo: string; from: string; text: string }): void {
  const raw = [
    `Authentication-Results: mx.portal.test; dmarc=pass header.from=${from.split('@')[1]}`,
    `From: <${from}>`,
    `To: <${replyTo}>`,
    'Subject: Re: Nachricht',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ].join('\r\n')
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, DEMO: '0', ...inbound } as never
  const { status, stderr } = spawnSync('node', ['scripts/portal.mjs', 'mail:receive', '--recipient', replyTo], {
    input: raw,
    env,
  })
  if (status !== 0) throw new Error(`mail:receive ended with ${status}: ${stderr}`)
}

function subscriptions(portal: PortalHandle, accountId: string) {
  return portal.sql('SELECT 1 FROM forum_subscription WHERE account_id = $1 AND category_id IS NOT NULL', [accountId])
}
