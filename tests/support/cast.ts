import { Temporal } from 'temporal-polyfill'
import { confirmRegistration } from '@/lib/accounts/confirm-registration'
import { type NewRegistration, registerMember } from '@/lib/accounts/register-member'
import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { openLinks } from '@/lib/mail/sealed-links'
import { newestVersion } from '@/lib/policies/published-versions'
import { CAST_PASSWORD } from './cast-password'
import { at } from './context'

export type CastMember = { accountId: string; email: string; password: string; surname: string; givenName: string }
type Overrides = Partial<NewRegistration> & {
  /** false = the registration waits for its confirmation */
  confirmed?: boolean
  /** Verified by staff (DS-07) */
  verified?: boolean
  role?: Role
  /** Registered (and confirmed) at this instant instead of now */
  registeredAt?: Date
  lastLoginAt?: Date
}

export { CAST_PASSWORD } from './cast-password'

let count = 0

/** A member, made by the public verbs: registered, and confirmed with the link of the mail. */
export async function aMember(
  ctx: PortalContext,
  { confirmed = true, verified = false, role, registeredAt, lastLoginAt, ...fields }: Overrides = {},
): Promise<CastMember> {
  const then = registeredAt ? at(ctx, registeredAt) : ctx
  const registration: NewRegistration = { ...(await aRegistration(ctx)), ...fields }
  await registerMember(then, registration)
  const { id: accountId } = await ctx.db.account.findUniqueOrThrow({
    where: { email: registration.email },
    select: { id: true },
  })
  const { password } = registration
  if (confirmed) await confirmRegistration(then, { secret: await secretFromMail(ctx, accountId), password })
  if (verified) {
    const decided = { decision: 'verified', decidedAt: then.now() } as const
    await ctx.db.verification.updateMany({ where: { accountId, decidedAt: null }, data: decided })
    await ctx.db.account.update({ where: { id: accountId }, data: { verifiedAt: then.now() } })
  }
  if (role) await ctx.db.account.update({ where: { id: accountId }, data: { role } })
  if (lastLoginAt) await lastLogin(ctx, accountId, lastLoginAt)
  const { email, surname, givenName } = registration
  return { accountId, email, password, surname, givenName }
}

/** Believable input for registerMember, with an address of its own. */
export async function aRegistration(ctx: PortalContext): Promise<NewRegistration> {
  count += 1
  return {
    surname: 'Muster',
    givenName: 'Erika',
    email: `erika.muster.${count}@beispiel.test`,
    memberGroup: 'private_person',
    organisation: null,
    position: null,
    password: CAST_PASSWORD,
    policyVersion: (await newestVersion(ctx)).number,
  }
}

/** The secret in the newest queued mail with a link for this account; `template` narrows it down. */
export async function secretFromMail(ctx: PortalContext, accountId: string, template?: string): Promise<string> {
  const mails = await ctx.db.outgoingMail.findMany({
    where: { accountId, template },
    orderBy: { id: 'desc' },
    select: { props: true, recipient: true },
  })
  for (const { props, recipient } of mails) {
    const { url } = openLinks(props as object, { accountId, recipient }) as { url?: string }
    const secret = url && new URL(url).searchParams.get('token')
    if (secret) return secret
  }
  throw new Error('no mail with a link is queued for this account')
}

/** Moves the last sign-in (and, where it would be later, the registration) to an instant. */
export async function lastLogin(ctx: PortalContext, accountId: string, instant: Date): Promise<void> {
  await ctx.db.account.update({ where: { id: accountId }, data: { lastLoginAt: instant } })
  await ctx.db.account.updateMany({
    where: { id: accountId, registeredAt: { gt: instant } },
    data: { registeredAt: instant, emailConfirmedAt: instant },
  })
  await ctx.db.policyAcceptance.updateMany({
    where: { accountId, acceptedAt: { gt: instant } },
    data: { acceptedAt: instant },
  })
}

/** Puts the last sign-in back by whole calendar units before `ctx.now()` ("P1Y1D"), the same time of day in Berlin. */
export async function inactiveFor(ctx: PortalContext, accountId: string, period: string): Promise<Date> {
  const zoned = Temporal.Instant.fromEpochMilliseconds(ctx.now().getTime()).toZonedDateTimeISO('Europe/Berlin')
  const instant = new Date(zoned.subtract(Temporal.Duration.from(period)).epochMilliseconds)
  await lastLogin(ctx, accountId, instant)
  return instant
}
