import { type Actor, type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { type MailTransport } from '@/lib/mail/transport'
import { announceVersions } from '@/lib/policies/announce-versions'
import { forgetAnnounced } from '@/lib/policies/announced-versions'
import { loadDraft } from '@/lib/policies/draft'
import { firstVersionText } from '@/lib/policies/first-version-text'
import { publishVersion } from '@/lib/policies/publish-version'
import { forgetNewestNumber } from '@/lib/policies/readable-version'
import { type DraftContent, saveDraft } from '@/lib/policies/save-draft'
import { startDraft } from '@/lib/policies/start-draft'
import { submitDraft } from '@/lib/policies/submit-draft'
import { aMember } from './cast'
import { as, at } from './context'
import { acceptingTransport } from './lifecycle'

/** The way of a new version (DS-11) by the public verbs: an admin writes it, an approver releases it. */
export const duty = { kind: 'system', duty: 'announcements' } as const
export const DAY = 86_400_000

export const draftContent: DraftContent = {
  inactivityPeriod: 'P1Y',
  responsePeriod: 'P28D',
  objectionPeriod: 'P28D',
  accessLogPeriod: 'P7D',
  changeSummary: 'Wir sagen genauer, wie lange wir Protokolle aufbewahren.',
  body: `${firstVersionText}\n\n## Nachtrag\n\nEin neuer Absatz.\n`,
}

export async function aStaffMember(
  ctx: PortalContext,
  role: 'admin' | 'approver' | 'dpo',
): Promise<Extract<Actor, { kind: 'member' }>> {
  const { accountId } = await aMember(ctx, { role })
  return { kind: 'member', accountId, role, sessionId: '01900000-0000-7000-8000-000000000000' }
}

export function ownActor({ accountId }: { accountId: string }): Extract<Actor, { kind: 'member' }> {
  return { kind: 'member', accountId, role: 'member', sessionId: '01900000-0000-7000-8000-000000000000' }
}

/** Publishes the next version at `ctx.now()`; returns its number. */
export async function publishNext(
  ctx: PortalContext,
  content: Partial<DraftContent> = {},
  staff?: { admin: Actor; approver: Actor },
): Promise<number> {
  const { admin, approver } = staff ?? {
    admin: await aStaffMember(ctx, 'admin'),
    approver: await aStaffMember(ctx, 'approver'),
  }
  await startDraft(as(ctx, admin))
  const { number = 0, revision = 0 } = (await loadDraft(as(ctx, admin))) ?? {}
  const body = `${firstVersionText}\n\n## Nachtrag\n\nAbsatz der Fassung ${number}.\n`
  const saved = await saveDraft(as(ctx, admin), { ...draftContent, body, ...content, number, revision })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  const submitted = await submitDraft(as(ctx, admin), { number, revision: saved.revision })
  if (submitted.outcome !== 'submitted') throw new Error(JSON.stringify(submitted))
  const published = await publishVersion(as(ctx, approver), { number, revision: saved.revision })
  if (published.outcome !== 'published') throw new Error(JSON.stringify(published))
  forgetAnnounced()
  forgetNewestNumber()
  return number
}

/** Queues and sends what is due at `ctx.now()`. */
export async function announceAndSend(ctx: PortalContext, transport: MailTransport = acceptingTransport()) {
  const { announced } = await announceVersions(as(ctx, duty))
  const counts = await dispatchMail(as(ctx, { kind: 'system', duty: 'mail' }), {
    transport,
    hooks: mailHooks,
    budgetMs: 20_000,
  })
  return { announced, ...counts }
}

export function inDays(ctx: PortalContext, days: number): PortalContext {
  return at(ctx, new Date(ctx.now().getTime() + days * DAY))
}
