import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { assessPassword } from '../auth/password'
import { issueToken } from '../auth/token'
import { codesOf, memberGroupLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { queueMail } from '../mail/queue-mail'
import { newestVersion } from '../policies/published-versions'
import { acceptanceWording } from '../policies/record-acceptance'
import { askLater } from './asked-addresses'
import { lockAddress } from './lock-address'
import { type Registration } from './schema'
import { DOUBLE_CLICK_PERIOD, secondsAgo, tellOwner } from './tell-owner'

/** An unconfirmed registration is erased after this time; the link in the mail works as long (DS-03). Seconds. */
export const CONFIRMATION_PERIOD = 7 * 24 * 60 * 60

export type NewRegistration = Omit<Registration, 'acceptPolicy'>
type Refusal = { outcome: 'policy-changed'; newest: number } | { outcome: 'password-refused'; message: string }
type Outcome = { outcome: 'check-your-mail' } | Refusal
/** What the form says without the password, which is looked at and not kept. */
export type AskedRegistration = z.output<typeof askedRegistration>
export const askedRegistration = z.object({
  surname: z.string(),
  givenName: z.string(),
  memberGroup: z.enum(codesOf(memberGroupLabels)),
  organisation: z.string().nullable(),
  position: z.string().nullable(),
  email: z.string(),
  policyVersion: z.number(),
})

/**
 * Somebody asks to be registered (DS-03) and agrees to the policy version that the form showed (DS-01). Answer and work are the same
 * whether the address is new, waiting or registered (S-A3, S-A4): one row that the mail duty answers with registerAddress().
 *
 * The password is only looked at: nobody has proved the address yet, so it is set behind the link.
 * `policy-changed`: a newer version was published while the person filled in the form; `password-refused`: the password is
 * too easy. Nothing is stored then (S-E8).
 */
export async function askToRegister(ctx: PortalContext, { password, ...input }: NewRegistration): Promise<Outcome> {
  const refusal = await refusalOf(ctx, { password, ...input })
  if (refusal) return refusal
  await askLater(ctx, { email: input.email, registration: askedRegistration.parse(input) })
  return { outcome: 'check-your-mail' }
}

/** The same, answered at once: for demo data. */
export async function registerMember(ctx: PortalContext, { password, ...input }: NewRegistration): Promise<Outcome> {
  const refusal = await refusalOf(ctx, { password, ...input })
  if (refusal) return refusal
  await inTransaction(ctx, (tx) => registerAddress(tx, input))
  return { outcome: 'check-your-mail' }
}

async function refusalOf(ctx: PortalContext, input: NewRegistration): Promise<Refusal | undefined> {
  const { number: newest } = await newestVersion(ctx)
  if (input.policyVersion !== newest) return { outcome: 'policy-changed', newest }
  const assessment = await assessPassword(input.password, personalWords(input))
  return assessment.outcome === 'refused' ? { outcome: 'password-refused', message: assessment.message } : undefined
}

/**
 * Answers a registration with a mail to the owner of the address, in the caller's transaction:
 *
 * - new or waiting: a registration with a link of its own, beside those that wait already; none voids or renames another;
 * - registered: nothing changes, the owner is told.
 */
export async function registerAddress(tx: PortalContext, input: AskedRegistration): Promise<void> {
  await lockAddress(tx, input.email)
  const known = await lockKnown(tx, input.email)
  if (known?.emailConfirmedAt) return tellOwner(tx, known.id)
  await register(tx, known?.id ?? (await keepPlace(tx, input)), input)
}

/** What a password must not be made of (S-B4). */
export function personalWords(person: {
  surname: string
  givenName: string
  email: string
  organisation: string | null
}): string[] {
  const { surname, givenName, email, organisation } = person
  return [surname, givenName, ...email.split('@'), ...(organisation ? [organisation] : [])]
}

type Known = z.output<typeof knownRow>
const knownRow = z.strictObject({ id: z.string(), emailConfirmedAt: z.date().nullable() })

/** Locked, so that it is neither confirmed nor erased before this registration has decided (S-M2). */
async function lockKnown(tx: PortalContext, email: string): Promise<Known | undefined> {
  const known = await rowOf(tx, knownRow)`
    SELECT id, email_confirmed_at AS "emailConfirmedAt" FROM account WHERE email = ${email} FOR NO KEY UPDATE`
  return known
}

/** An unconfirmed account without a password: what hangs on it can be erased with it (DS-03). */
async function keepPlace(tx: PortalContext, input: AskedRegistration): Promise<string> {
  const { id } = await tx.db.account.create({
    data: { email: input.email, ...dataOf(input), registeredAt: tx.now() },
    select: { id: true },
  })
  return id
}

async function register(tx: PortalContext, accountId: string, input: AskedRegistration): Promise<void> {
  const requestedAt = tx.now()
  const data = { accountId, ...dataOf(input), versionNumber: input.policyVersion }
  const since = secondsAgo(tx, DOUBLE_CLICK_PERIOD)
  // Only the very same once more is a double click: whoever enters something else means something else.
  if ((await tx.db.registration.count({ where: { ...data, requestedAt: { gt: since } } })) > 0) return
  const { id: registrationId } = await tx.db.registration.create({
    data: { ...data, wording: acceptanceWording(input.policyVersion), requestedAt },
    select: { id: true },
  })
  // The place is kept as long as its newest link works.
  await tx.db.account.update({ where: { id: accountId }, data: { registeredAt: requestedAt }, select: { id: true } })
  await recordEvent(tx, 'account.registered', { subjectId: accountId })
  const ttl = CONFIRMATION_PERIOD
  const secret = await issueToken(tx, { accountId, purpose: 'confirm_registration', ttl, registrationId })
  const page = `${tx.mail.appUrl}/registrieren`
  await queueMail(tx, {
    template: 'confirm-registration',
    accountId,
    props: {
      url: `${page}/bestaetigen?token=${secret}`,
      refuseUrl: `${page}/nicht-ich?token=${secret}`,
      expiresAt: new Date(requestedAt.getTime() + ttl * 1000).toISOString(),
    },
  })
}

function dataOf({ surname, givenName, memberGroup, organisation, position }: AskedRegistration) {
  return { surname, givenName, memberGroup, organisation, position }
}
