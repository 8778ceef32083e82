import { recordEvent } from '../audit/record-event'
import { assessPassword, hashPassword } from '../auth/password'
import { issueToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { newestVersion } from '../policies/published-versions'
import { acceptanceWording, recordAcceptance } from '../policies/record-acceptance'
import { lockAddress } from './lock-address'
import { type Registration } from './schema'
import { DOUBLE_CLICK_PERIOD, secondsAgo, tellOwner } from './tell-owner'

/** An unconfirmed registration is erased after this time; the link in the mail works as long (DS-03). Seconds. */
export const CONFIRMATION_PERIOD = 7 * 24 * 60 * 60

export type NewRegistration = Omit<Registration, 'acceptPolicy'>
type Outcome =
  | { outcome: 'check-your-mail' }
  | { outcome: 'policy-changed'; newest: number }
  | { outcome: 'password-refused'; message: string }

/**
 * Registers a person (DS-03) who agrees to the policy version that the form showed (DS-01). The answer is the same
 * whether the address is new, waiting or registered (S-A3); only the mail to its owner differs:
 *
 * - new: an unconfirmed account and a mail with the link to confirm it;
 * - waiting for confirmation: the new registration takes the place of the old one, whose link dies;
 * - registered: nothing changes, the owner is told.
 *
 * `policy-changed`: a newer version was published while the person filled in the form; `password-refused`: the password is
 * too easy. Nothing is stored then (S-E8).
 */
export async function registerMember(ctx: PortalContext, input: NewRegistration): Promise<Outcome> {
  const { number: newest } = await newestVersion(ctx)
  if (input.policyVersion !== newest) return { outcome: 'policy-changed', newest }
  const assessment = await assessPassword(input.password, personalWords(input))
  if (assessment.outcome === 'refused') return { outcome: 'password-refused', message: assessment.message }
  // Always and outside the transaction: the time it takes must not tell whether the address is registered.
  const passwordHash = await hashPassword(input.password)
  await inTransaction(ctx, async (tx) => {
    await lockAddress(tx, input.email)
    const known = await lockKnown(tx, input.email)
    if (!known) return register(tx, input, passwordHash)
    if (known.emailConfirmedAt) return tellOwner(tx, known.id)
    if (known.registeredAt <= secondsAgo(tx, DOUBLE_CLICK_PERIOD)) return replace(tx, known.id, input, passwordHash)
  })
  return { outcome: 'check-your-mail' }
}

/** What a password must not be made of (S-B4). */
function personalWords({ surname, givenName, email, organisation }: NewRegistration): string[] {
  return [surname, givenName, ...email.split('@'), ...(organisation ? [organisation] : [])]
}

type Known = { id: string; emailConfirmedAt: Date | null; registeredAt: Date }

/** Locked, so that it is neither confirmed nor erased before this registration has decided (S-M2). */
async function lockKnown(tx: PortalContext, email: string): Promise<Known | undefined> {
  const [known] = await tx.db.$queryRaw<Known[]>`
    SELECT id, email_confirmed_at AS "emailConfirmedAt", registered_at AS "registeredAt"
    FROM account WHERE email = ${email} FOR NO KEY UPDATE`
  return known
}

async function register(tx: PortalContext, input: NewRegistration, passwordHash: string): Promise<void> {
  const { id } = await tx.db.account.create({
    data: { email: input.email, ...columnsOf(tx, input, passwordHash) },
    select: { id: true },
  })
  await recordAndAskToConfirm(tx, id, input)
}

/** The row stays, so that whatever hangs on it stays whole; everything the first registration said is overwritten. */
async function replace(tx: PortalContext, accountId: string, input: NewRegistration, passwordHash: string) {
  await tx.db.account.update({
    where: { id: accountId },
    data: columnsOf(tx, input, passwordHash),
    select: { id: true },
  })
  await cancelMails(tx, { accountId })
  await tx.db.policyAcceptance.deleteMany({ where: { accountId } })
  await recordAndAskToConfirm(tx, accountId, input)
}

async function recordAndAskToConfirm(tx: PortalContext, accountId: string, { policyVersion }: NewRegistration) {
  await recordEvent(tx, 'account.registered', { subjectId: accountId })
  await recordAcceptance(tx, {
    accountId,
    versionNumber: policyVersion,
    wording: acceptanceWording(policyVersion),
  })
  const secret = await issueToken(tx, { accountId, purpose: 'confirm_registration', ttl: CONFIRMATION_PERIOD })
  await queueMail(tx, {
    template: 'confirm-registration',
    accountId,
    props: {
      url: `${tx.mail.appUrl}/registrieren/bestaetigen?token=${secret}`,
      expiresAt: new Date(tx.now().getTime() + CONFIRMATION_PERIOD * 1000).toISOString(),
    },
  })
}

function columnsOf(tx: PortalContext, input: NewRegistration, passwordHash: string) {
  const { surname, givenName, memberGroup, organisation, position } = input
  return { surname, givenName, memberGroup, organisation, position, passwordHash, registeredAt: tx.now() }
}
