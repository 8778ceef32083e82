import { createHash } from 'node:crypto'
import { z } from 'zod'
import { answerDueOn } from '../access-requests/periods'
import { recordEvent } from '../audit/record-event'
import { type InboundClass, type InboundWay, type MailCause } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { idRow, rowOf } from '../db/rows'
import { type MailHooks } from '../mail/hooks'
import { returnMail } from '../mail/return-mail'
import { isDatabaseGone, reportError } from '../report-error'
import { type Outcome } from '../result'
import { acknowledge } from './acknowledge'
import { type Classified, classify, type Envelope } from './classify'
import { recordLoop } from './mail-loop'
import { type DissectedMail, mailLimits } from './mail-types'
import { messageHash } from './message-hash'
import { ownAddresses } from './own-addresses'
import { readMail } from './read-mail'
import { takeReply } from './take-reply'

/**
 * `receivedAt`: arrival at the mailbox or the mail server, never the Date field. `size`: bytes of the whole, where `raw` is only its beginning.
 * `sourceId`: under which a provider keeps it.
 */
export type Incoming = {
  raw: Uint8Array
  size?: number
  envelope: Envelope
  receivedAt: Date
  way: InboundWay
  sourceId?: string
}

export type Received =
  | Outcome<'recorded', { class: InboundClass; isBounced: boolean }>
  | Outcome<'duplicate'>
  /** The mail that it is about is being sent at this moment: ask again. */
  | Outcome<'not-yet-known'>

/**
 * Takes one message, by whatever way it came (DS-04, DS-05, DS-11, DS-12): reads it in a thread of its own, says what it is, records it once
 * and does what follows, in one transaction. Repeated any number of times and killed at any point it has one effect. A permanent failure
 * ends its notice or announcement; a suspected one, and whatever a person writes, waits for staff and stops the clock meanwhile. Nothing
 * happens on the word of a From line.
 */
export async function receiveMail(ctx: PortalContext, incoming: Incoming, hooks: MailHooks): Promise<Received> {
  const hash = messageHash(incoming.raw)
  const known = await ctx.db.inboundMail.findUnique({ where: { hash }, select: { id: true } })
  if (known) return { outcome: 'duplicate' }
  const first = await readMail(incoming.raw, incoming)
  // A busy machine may have been too slow once.
  const read = first.outcome === 'unreadable' ? await readMail(incoming.raw, incoming) : first
  const mail = read.outcome === 'read' ? read.mail : undefined
  const found: Classified = mail
    ? classify(mail, incoming.envelope, ownAddresses(ctx))
    : { class: 'unreadable', rule: 'unreadable' }
  const message = { ...incoming, hash, mail, found }
  try {
    return await again(() => inTransaction(ctx, (tx) => record(tx, message, hooks)))
  } catch (error) {
    if (error instanceof NotYetKnown) return { outcome: 'not-yet-known' }
    if (isDatabaseGone(error)) throw error
    // One message must not keep the others: staff find it where it is.
    reportError(error, 'inbound mail')
    return inTransaction(ctx, (tx) => record(tx, { ...message, found: { ...found, ...notRecorded } }, hooks))
  }
}

const notRecorded = { class: 'unreadable', rule: 'not-recorded' } as const

/** Another statement may have been in the way once. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotYetKnown || isDatabaseGone(error)) throw error
    return work()
  }
}

/**
 * A message of which only the place is known, because the mail server does not hand it out (DS-12): staff look for it there. `source`: where
 * it lies, and what makes it one message.
 */
export async function recordUnheard(
  ctx: PortalContext,
  { source, rule, ...incoming }: Omit<Incoming, 'raw' | 'envelope'> & { source: string; rule: string },
): Promise<Received> {
  const hash = createHash('sha256').update(source).digest('hex')
  const found: Classified = { class: 'unreadable', rule }
  const message = { ...incoming, raw: Buffer.alloc(0), envelope: {}, hash, mail: undefined, found, place: source }
  return inTransaction(ctx, (tx) => record(tx, message, {}))
}

type Read = Incoming & { hash: string; mail?: DissectedMail; found: Classified; place?: string }

async function record(tx: PortalContext, message: Read, hooks: MailHooks): Promise<Received> {
  const { hash, mail, place, receivedAt, sourceId = null, way } = message
  const taken = await answerIn(tx, message)
  if (taken?.outcome === 'duplicate') return taken
  const found = taken ? { ...message.found, rule: taken.rule } : message.found
  const about = await ofMail(tx, found.mailId)
  const isProven = found.class === 'bounce' && about !== undefined
  const mayWait = !isProven && !taken && waiting.includes(found.class)
  const accountId =
    taken?.accountId ?? about?.accountId ?? (mayWait && mail ? await claimedAccount(tx, found, mail) : null)
  // A report about nobody, or about somebody who is gone, is nothing to decide, and its addresses are not kept.
  const waits = mayWait && (accountId !== null || !['bounce', 'gone'].includes(found.class))
  const receivedOn = berlinDay(receivedAt)
  const dueOn = answerDueOn(receivedOn)
  const row = await rowOf(tx, idRow)`
    INSERT INTO inbound_mail (hash, way, source_id, received_at, class, rule, mail_id, account_id, cause, sender, subject, text,
      filed_at, due_on)
    VALUES (${hash}, ${way}, ${sourceId}, ${receivedAt}::timestamptz, ${found.class}, ${found.rule}, ${about?.id ?? null}::uuid,
      ${accountId}::uuid, ${found.delivery?.cause ?? null},
      ${waits ? (mail?.sender ?? null) : null}, ${waits ? (mail?.subject ?? null) : null}, ${waits ? shownText(mail, place) : null},
      ${waits ? tx.now() : null}::timestamptz, ${waits ? dueOn : null}::date)
    ON CONFLICT (hash) DO NOTHING RETURNING id`
  if (!row) return { outcome: 'duplicate' }
  if (found.loopId) await recordLoop(tx, found.loopId)
  if (waits) {
    const details = { inboundId: row.id, class: found.class, dueOn }
    await recordEvent(tx, 'inbound.filed', { ...(accountId && { subjectId: accountId }), details })
    if (found.class === 'case' && accountId && mail)
      await acknowledge(tx, mail, { inboundId: row.id, accountId, receivedOn, dueOn })
  }
  if (!isProven) return { outcome: 'recorded', class: found.class, isBounced: false }
  const cause: MailCause = found.delivery?.cause ?? 'returned'
  const error = `report ${found.delivery?.status ?? ''}`.trim()
  const { outcome } = await returnMail(tx, { mailId: about.id, accountId: about.accountId, error, cause }, hooks)
  if (outcome === 'not-yet-known') throw new NotYetKnown()
  return { outcome: 'recorded', class: found.class, isBounced: outcome === 'bounced' }
}

/** An answer to a message or to the forum goes there; with a key of anything else, or a forgotten one, staff read it. */
async function answerIn(tx: PortalContext, { found, hash, mail }: Read) {
  if (found.class !== 'reply' || !found.key || !mail) return undefined
  // Two deliveries at once: the second waits here, and then finds the first.
  await tx.db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('inbound'), hashtext(${hash}))) AS alone`
  const known = await tx.db.inboundMail.findUnique({ where: { hash }, select: { id: true } })
  if (known) return { outcome: 'duplicate' as const }
  const taken = await takeReply(tx, found.key.id, mail)
  return taken.outcome === 'taken' ? taken : undefined
}

/** Undoes the record of a report that comes before the answer to its mail; the way in brings it again. */
class NotYetKnown extends Error {}

/** What a person may have written, and what may say that a mail did not arrive. */
const waiting: readonly InboundClass[] = ['case', 'reply', 'unclear', 'unreadable', 'bounce', 'gone']

const aboutRow = z.strictObject({ id: z.string(), accountId: z.string().nullable() })

/** The outgoing mail that a message is about: of the queue, or of a notice or announcement that still runs. */
async function ofMail(tx: PortalContext, mailId: string | undefined): Promise<z.output<typeof aboutRow> | undefined> {
  if (!mailId) return undefined
  return rowOf(tx, aboutRow)`
    SELECT id, account_id AS "accountId" FROM outgoing_mail WHERE id = ${mailId}::uuid
    UNION ALL SELECT mail_id, account_id FROM inactivity_notice WHERE mail_id = ${mailId}::uuid
    UNION ALL SELECT mail_id, account_id FROM policy_announcement WHERE mail_id = ${mailId}::uuid
    LIMIT 1`
}

/** Days in which a report without any key may be about a mail to the address that it names. */
const SUSPICION_DAYS = 10

/**
 * Whom a message without proof may concern: an answer in a case, the account of that case; a report, the one account with that address that had a mail of late; a letter, the account with
 * the address of the sender. It is a claim, for the eyes of staff, and it stops the clock: keeping can be undone, erasing cannot.
 */
async function claimedAccount(
  tx: PortalContext,
  { delivery, key }: Classified,
  mail: DissectedMail,
): Promise<string | null> {
  const ofCase =
    key?.kind === 'case' &&
    (await rowOf(tx, idRow)`
      SELECT account_id AS id FROM data_request WHERE id = ${key.id}::uuid
      UNION ALL SELECT account_id FROM inbound_mail WHERE id = ${key.id}::uuid AND account_id IS NOT NULL`)
  if (ofCase) return ofCase.id
  const row = delivery
    ? await rowOf(tx, idRow)`
        SELECT a.id FROM account a WHERE a.email = ANY(${delivery.recipients}::text[]) AND EXISTS (
          SELECT FROM outgoing_mail m WHERE m.account_id = a.id
            AND m.accepted_at > ${tx.now()}::timestamptz - make_interval(days => ${SUSPICION_DAYS}::int))
        LIMIT 1`
    : await rowOf(tx, idRow)`SELECT id FROM account WHERE email = ${mail.sender} LIMIT 1`
  return row?.id ?? null
}

/** What staff read: the words, and what else came with them; of what could not be had, where it lies. */
function shownText(mail: DissectedMail | undefined, place: string | undefined): string | null {
  if (!mail) return place ? `[Der Mailserver gibt diese E-Mail nicht heraus. Sie liegt hier: ${place}]` : null
  const names = mail.parts.map(({ name, type }) => name ?? type)
  const size = mail.isOversized ? '[Die E-Mail ist zu groß und wurde nur am Anfang gelesen.]' : ''
  const parts = names.length > 0 ? `[Anhänge, nicht übernommen: ${names.slice(0, 20).join(', ')}]` : ''
  return [size, mail.text.trim(), parts].filter(Boolean).join('\n\n').slice(0, mailLimits.text)
}
