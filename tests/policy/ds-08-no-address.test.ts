import { readdir, readFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { compileReport } from '@/lib/access-requests/compile-report'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { settings } from '@/lib/env'
import { sendDigests } from '@/lib/forum/send-digests'
import { chooseMails } from '@/lib/forum/settings'
import { subscribe } from '@/lib/forum/subscribe'
import { outboxFolder } from '@/lib/mail/outbox-transport'
import { saveNotification } from '@/lib/messaging/notification-setting'
import { queueDigests } from '@/lib/messaging/queue-digests'
import { sendReply } from '@/lib/messaging/send-reply'
import { startConversation } from '@/lib/messaging/start-conversation'
import { decideAppeal } from '@/lib/moderation/decide-appeal'
import { decideCase } from '@/lib/moderation/decide-case'
import { fileAppeal } from '@/lib/moderation/file-appeal'
import { reportContent } from '@/lib/moderation/report-content'
import { aMember, type CastMember } from '../support/cast'
import { as, asSelf, at, testContext } from '../support/context'
import { aCategory, anAnswer, aSpeaker, aTopic } from '../support/forum'
import { emptyOutbox, sendMail } from '../support/outbox'
import { aPublication, asMember } from '../support/publications'

/** DS-08: whatever three members, a moderator and an admin do with each other, what reaches one of them holds the address of no other. */
beforeEach(emptyOutbox)

const DAY = 86_400_000
const tomorrow = (ctx: PortalContext) => at(ctx, new Date(ctx.now().getTime() + DAY))

/** Everything that sends a mail from one to another: messages, overviews, the forum, a report, a measure, an appeal. */
async function aDayInThePortal(ctx: PortalContext) {
  const categoryId = await aCategory(ctx)
  const [anna, bert, carla] = [await aSpeaker(ctx), await aSpeaker(ctx), await aSpeaker(ctx)]
  const moderator = await aMember(ctx, { role: 'moderator' })
  const admin = await aMember(ctx, { role: 'admin' })
  await saveNotification(as(ctx, carla.actor), { notify: 'daily' })
  await subscribe(as(ctx, anna.actor), { kind: 'category', id: categoryId })
  await subscribe(as(ctx, carla.actor), { kind: 'category', id: categoryId })
  await chooseMails(as(ctx, carla.actor), { mails: 'daily' })

  const publicationId = await aPublication(ctx, bert)
  for (const from of [anna, carla]) {
    const sent = await startConversation(as(ctx, from.actor), {
      recipientId: bert.accountId,
      content: { kind: 'publication', id: publicationId },
      shownAs: 'Bussard AG',
      subject: 'Ein Platz?',
      text: 'Ist noch einer frei?',
    })
    if (sent.outcome !== 'sent') throw new Error(sent.outcome)
    await sendReply(as(ctx, bert.actor), { conversationId: sent.conversationId, text: 'Ja.' })
  }
  const { topicId } = await aTopic(ctx, { by: bert, categoryId, subscribe: true })
  const postId = await anAnswer(ctx, { by: anna, topicId })
  const reported = await reportContent(as(ctx, bert.actor), {
    content: { kind: 'post', id: postId, authorId: anna.accountId },
    category: 'insult',
    explanation: 'Das beleidigt.',
  })
  if (reported.outcome !== 'reported') throw new Error(reported.outcome)
  const decision = { act: 'hide', ground: 'terms', reason: 'Das verletzt die Regeln.', title: 'Kurse' } as const
  await decideCase(asMember(ctx, moderator, 'moderator'), { caseId: reported.caseId, ...decision })
  const { id: measureId } = await ctx.db.contentMeasure.findFirstOrThrow({ select: { id: true } })
  await fileAppeal(as(ctx, anna.actor), { measureId, text: 'Das war ein Zitat.' })
  const { id: appealId } = await ctx.db.appeal.findFirstOrThrow({ select: { id: true } })
  await decideAppeal(asMember(ctx, admin, 'admin'), { appealId, decision: 'upheld', answer: 'Stimmt.' })
  await sendMail(tomorrow(ctx), mailHooks)
  await queueDigests(tomorrow(ctx))
  await sendDigests(tomorrow(ctx))
  await sendMail(tomorrow(ctx), mailHooks)
  return { anna, bert, carla, moderator, admin }
}

const addressesOf = (ctx: PortalContext) => ctx.db.account.findMany({ select: { id: true, email: true } })

test('no mail holds it, in no header and no part', async () => {
  const ctx = testContext()
  await aDayInThePortal(ctx)
  const accounts = await addressesOf(ctx)
  const templates = await ctx.db.outgoingMail.findMany({ where: { state: 'accepted' }, distinct: 'template' })
  expect(templates.map(({ template }) => template)).toEqual(
    expect.arrayContaining(['new-message', 'message-digest', 'forum-news', 'forum-digest', 'measure-taken']),
  )
  const mails = await rawMails()
  expect(mails.length).toBeGreaterThan(8)
  for (const raw of mails) {
    const to = raw.match(/^To: (.*)$/m)?.[1]?.trim()
    expect(accounts.map(({ email }) => email)).toContain(to)
    for (const { email } of accounts) if (email !== to) expect(raw, `${email} in a mail to ${to}`).not.toContain(email)
  }
})

test('no access report holds it, in no file (GDPR Art. 15 (4))', async () => {
  const ctx = testContext()
  const people: Record<string, Pick<CastMember, 'accountId'>> = await aDayInThePortal(ctx)
  const accounts = await addressesOf(ctx)
  for (const [name, { accountId }] of Object.entries(people)) {
    const report = await compileReport(asSelf(ctx, accountId), { accountId })
    if (report.outcome !== 'compiled') throw new Error(report.outcome)
    for (const file of report.files) {
      const text = (await Array.fromAsync(file.text)).join('')
      for (const { id, email } of accounts)
        if (id !== accountId) expect(text, `${file.name} of ${name}`).not.toContain(email)
    }
  }
})

test('neither the record of events nor the queue of mails holds any', async () => {
  const ctx = testContext()
  await aDayInThePortal(ctx)
  const events = await ctx.db.auditEvent.findMany({ select: { details: true } })
  const queued = await ctx.db.outgoingMail.findMany({ select: { props: true } })
  for (const { email } of await addressesOf(ctx)) expect(JSON.stringify([events, queued])).not.toContain(email)
})

/** All mails as their bytes left the portal, quoted-printable and base64 undone, so that an address cannot hide in a soft line break. */
async function rawMails(): Promise<string[]> {
  const folder = outboxFolder(settings().dataDir)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
  const raws = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')))
  return raws.map((raw) =>
    raw
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/^(?:[A-Za-z0-9+/]{4}){8,}[A-Za-z0-9+/=]*$/gm, (line) => Buffer.from(line, 'base64').toString()),
  )
}
