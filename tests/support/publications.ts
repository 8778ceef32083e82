import { type PortalContext } from '@/lib/context'
import { addDays, berlinDay } from '@/lib/dates'
import { type PublicationKind } from '@/lib/db/generated/enums'
import { type PublicationContent } from '@/lib/publications/content'
import { decidePublication } from '@/lib/publications/decide-publication'
import { savePublication } from '@/lib/publications/save-publication'
import { startPublication } from '@/lib/publications/start-publication'
import { submitPublication } from '@/lib/publications/submit-publication'
import { aMember, type CastMember } from './cast'
import { as } from './context'

/** The context in which a member acts. */
export function asMember(
  ctx: PortalContext,
  { accountId }: { accountId: string },
  role: 'member' | 'moderator' | 'admin' | 'approver' | 'dpo' = 'member',
): PortalContext {
  return as(ctx, { kind: 'member', accountId, role, sessionId: '01930000-0000-7000-8000-000000000001' })
}

/** A verified member of an organisation. */
export function aPublisher(ctx: PortalContext, organisation = 'Bildungswerk Saale'): Promise<CastMember> {
  return aMember(ctx, { verified: true, memberGroup: 'training_provider', organisation, position: 'Leitung' })
}

/** Believable content that can be published. */
export function someContent(ctx: PortalContext, change: Partial<PublicationContent> = {}): PublicationContent {
  return {
    title: 'Excel für den Büroalltag',
    summary: 'Zwei Tage Tabellen, Formeln und Diagramme für alle, die im Büro arbeiten.',
    body: 'Sie lernen **Formeln** und Diagramme.\n\n- Tag 1: Grundlagen\n- Tag 2: Auswertungen',
    subjects: ['digital'],
    attendance: 'on_site',
    place: 'Erfurt',
    venue: 'Bahnhofstraße 1, Raum 3',
    startsOn: addDays(berlinDay(ctx.now()), 10),
    startsAt: '09:00',
    endsOn: addDays(berlinDay(ctx.now()), 11),
    endsAt: '16:00',
    duration: '16 Unterrichtsstunden',
    priceKind: 'fixed',
    priceCents: 19_900,
    targetGroup: 'Beschäftigte im Büro',
    funding: 'Bildungsscheck möglich',
    link: 'https://bildungswerk.example/excel',
    showName: false,
    ...change,
  }
}

/** A saved draft of this author. */
export async function aDraft(
  ctx: PortalContext,
  author: { accountId: string },
  { kind = 'offer', ...change }: Partial<PublicationContent> & { kind?: PublicationKind } = {},
): Promise<{ id: string; revision: number }> {
  const own = asMember(ctx, author)
  const started = await startPublication(own, { kind })
  if (started.outcome !== 'started') throw new Error(started.outcome)
  const saved = await savePublication(own, {
    publicationId: started.id,
    revision: 1,
    content: someContent(ctx, change),
  })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  return { id: started.id, revision: saved.revision }
}

let moderator: CastMember | undefined

/** A publication that everybody can see: handed in and, if it waits for its review, released. */
export async function aPublication(
  ctx: PortalContext,
  author: { accountId: string },
  change: Partial<PublicationContent> & { kind?: PublicationKind } = {},
): Promise<string> {
  const { id, revision } = await aDraft(ctx, author, change)
  const { outcome } = await submitPublication(asMember(ctx, author), { publicationId: id, revision })
  if (outcome === 'published') return id
  if (outcome !== 'submitted') throw new Error(outcome)
  const decided = await decidePublication(await aModerator(ctx), { publicationId: id, decision: 'publish' })
  if (decided.outcome !== 'published') throw new Error(decided.outcome)
  return id
}

/** The context of a moderator of this database. */
export async function aModerator(ctx: PortalContext): Promise<PortalContext> {
  const isThere = moderator && (await ctx.db.account.count({ where: { id: moderator.accountId } })) > 0
  if (!isThere || !moderator) moderator = await aMember(ctx, { role: 'moderator' })
  return asMember(ctx, moderator, 'moderator')
}
