import { recordEvent } from '../audit/record-event'
import { dropFactors } from '../auth/factors'
import { assessPassword, hashPassword } from '../auth/password'
import { endAllSessions } from '../auth/sessions'
import { endTokens, inspectToken, type LinkState, redeemToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails } from '../mail/queue-mail'
import { recordAcceptance } from '../policies/record-acceptance'
import { lockAccount } from './lock-address'
import { personalWords } from './register-member'
import { registrationColumns, type WaitingRegistration } from './registrations'
import { openVerification } from './request-verification'
import { standingOf } from './sign-in-standing'

const purpose = 'confirm_registration'

/**
 * The page behind the link. `confirmed`: the account is there, whether it still lacks a password, whether this link may set it, and
 * whether it may sign in.
 */
export type RegistrationLink =
  | { outcome: 'open'; registration: WaitingRegistration }
  | { outcome: 'confirmed'; needsPassword: boolean; asksPassword: boolean; maySignIn: boolean }
  | { outcome: Exclude<LinkState['outcome'], 'open' | 'done'> }

/** What a registration link asks, or what became of it. Changes nothing (S-F4). */
export async function readRegistrationLink(ctx: PortalContext, secret: string): Promise<RegistrationLink> {
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome === 'done') {
    const standing = await standingOf(ctx, link.accountId)
    return { outcome: 'confirmed', ...standing, asksPassword: standing.needsPassword && !link.isExpired }
  }
  if (link.outcome !== 'open') return { outcome: link.outcome }
  const registration = await waiting(ctx, link.registrationId)
  return registration ? { outcome: 'open', registration } : { outcome: 'invalid' }
}

type Outcome =
  /** The address is confirmed and the password in use. */
  | { outcome: 'complete' }
  /** The address is confirmed, by this or an earlier press; the password is still to be set behind the same link. */
  | { outcome: 'password-missing'; message: string }
  | { outcome: Exclude<LinkState['outcome'], 'open' | 'done'> }

/**
 * Second step of the double opt-in (DS-03): who has the mailbox confirms what this mail was about and sets the password. The press
 * proves the address even where the password is no good; then the account has none until a good one is typed behind the same
 * link, as long as that works. Other registrations of the address are over.
 */
export async function confirmRegistration(
  ctx: PortalContext,
  { secret, password }: { secret: string; password: string },
): Promise<Outcome> {
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome !== 'open' && link.outcome !== 'done') return { outcome: link.outcome }
  const { accountId } = link
  const registration = link.outcome === 'open' ? await waiting(ctx, link.registrationId) : undefined
  if (link.outcome === 'open' && !registration) return { outcome: 'invalid' }
  const given = await prepare(ctx, { accountId, registration, password })
  return inTransaction(ctx, async (tx): Promise<Outcome> => {
    await lockAccount(tx, accountId)
    const redemption = await redeemToken(tx, { secret, purpose })
    if (redemption.outcome === 'redeemed') await confirm(tx, accountId, redemption.registrationId)
    else if (redemption.outcome !== 'done') return { outcome: redemption.outcome }
    if (!(await standingOf(tx, accountId)).needsPassword) return { outcome: 'complete' }
    if (redemption.outcome === 'done' && redemption.isExpired) return { outcome: 'expired' }
    if ('message' in given) return { outcome: 'password-missing', message: given.message }
    const { passwordHash } = given
    await tx.db.account.update({ where: { id: accountId }, data: { passwordHash }, select: { id: true } })
    return { outcome: 'complete' }
  })
}

type Given = { passwordHash: string } | { message: string }

/** Outside the transaction: hashing takes its time. `registration`: whose data the account is about to get. */
async function prepare(
  ctx: PortalContext,
  { accountId, registration, password }: { accountId: string; registration?: WaitingRegistration; password: string },
): Promise<Given> {
  if (password === '') return { message: 'Geben Sie ein Passwort ein.' }
  const account = await ctx.db.account.findUnique({ where: { id: accountId }, select: personColumns })
  const words = account ? personalWords({ ...account, ...registration }) : []
  const assessment = await assessPassword(password, words)
  if (assessment.outcome === 'refused') return { message: assessment.message }
  return { passwordHash: await hashPassword(password) }
}

const personColumns = { email: true, surname: true, givenName: true, organisation: true } as const

async function waiting(ctx: PortalContext, id: string | null): Promise<WaitingRegistration | undefined> {
  if (!id) return undefined
  return (await ctx.db.registration.findUnique({ where: { id }, select: registrationColumns })) ?? undefined
}

/** The account becomes what this mail was about. Nothing that was there before the proof stays: no session, no factor, no password. */
async function confirm(tx: PortalContext, accountId: string, registrationId: string | null): Promise<void> {
  const chosen = await tx.db.registration.findUniqueOrThrow({
    where: { id: registrationId ?? '' },
    select: { ...registrationColumns, versionNumber: true, wording: true },
  })
  const { requestedAt, versionNumber, wording, ...data } = chosen
  await tx.db.account.update({
    where: { id: accountId },
    data: { ...data, registeredAt: requestedAt, emailConfirmedAt: tx.now(), passwordHash: null },
    select: { id: true },
  })
  await recordEvent(tx, 'account.email-confirmed', { subjectId: accountId })
  await recordAcceptance(tx, { accountId, versionNumber, wording, acceptedAt: requestedAt })
  await endAllSessions(tx, accountId)
  await dropFactors(tx, accountId)
  const others = await endTokens(tx, { accountId, purposes: [purpose], outcome: 'taken' })
  if (others > 0) await cancelMails(tx, { accountId, templates: ['confirm-registration'] })
  await tx.db.registration.deleteMany({ where: { accountId } })
  await openVerification(tx, { accountId, cause: 'registered' })
}
