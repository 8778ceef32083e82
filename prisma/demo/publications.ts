import { type PortalContext } from '@/lib/context'
import { addDays, berlinDay } from '@/lib/dates'
import { cancelMails } from '@/lib/mail/queue-mail'
import { type PublicationContent } from '@/lib/publications/content'
import { decidePublication } from '@/lib/publications/decide-publication'
import { loadOwn } from '@/lib/publications/list-own'
import { savePublication } from '@/lib/publications/save-publication'
import { startCorrection } from '@/lib/publications/start-correction'
import { startPublication } from '@/lib/publications/start-publication'
import { submitPublication } from '@/lib/publications/submit-publication'
import { withdrawPublication } from '@/lib/publications/withdraw-publication'
import { as, type Event, type Ids, idOf, MODERATOR } from './cast'
import { type DemoPublication, demoPublications } from './read-demo'

/** Publications of all kinds and in every state; days are counted from now, so that there is always something ahead. */
export function demoPublished(ids: Ids): Event[] {
  return demoPublications.map((publication) => ({
    daysAgo: publication.daysAgo,
    happens: (then: PortalContext) => publishThen(ids, then, publication),
  }))
}

const emptyContent: PublicationContent = {
  title: '',
  summary: '',
  body: '',
  subjects: [],
  attendance: null,
  place: null,
  venue: null,
  startsOn: null,
  startsAt: null,
  endsOn: null,
  endsAt: null,
  duration: null,
  priceKind: null,
  priceCents: null,
  targetGroup: null,
  funding: null,
  link: null,
  showName: false,
}

async function publishThen(ids: Ids, then: PortalContext, publication: DemoPublication): Promise<void> {
  const { author, kind, daysAgo, startsIn, endsIn, fate, ...texts } = publication
  const own = as(ids, then, author)
  const day = (days: number | undefined) =>
    days === undefined ? null : addDays(berlinDay(then.now()), Math.round(daysAgo + days))
  const content = { ...emptyContent, ...texts, startsOn: day(startsIn), endsOn: day(endsIn) }
  const started = await startPublication(own, { kind })
  if (started.outcome !== 'started') throw new Error('the demo publishes too much in a day')
  const { id } = started
  await savePublication(own, { publicationId: id, revision: 1, content })
  if (fate === 'draft') return
  const { outcome } = await submitPublication(own, { publicationId: id, revision: 2 })
  if (fate === 'submitted') return
  const staff = as(ids, then, MODERATOR)
  if (fate === 'returned') {
    const reason =
      'Bitte beschreiben Sie sachlich, was Sie anbieten, wann und zu welchem Preis. So wirkt der Text wie Werbung.'
    await decidePublication(staff, { publicationId: id, decision: 'return', reason })
  } else if (outcome === 'submitted') await decidePublication(staff, { publicationId: id, decision: 'publish' })
  else if (outcome !== 'published') throw new Error(`the demo publication ${texts.title} is ${outcome}`)
  if (fate === 'withdrawn') await withdrawPublication(own, { publicationId: id })
  if (fate === 'corrected' || fate === 'correction-submitted') await correctThen(own, staff, id, fate)
  await cancelMails(then, {
    accountId: idOf(ids, author),
    templates: ['publication-published', 'publication-returned'],
  })
}

/** A sentence more; without a release it waits beside what is published. */
async function correctThen(own: PortalContext, staff: PortalContext, id: string, fate: string): Promise<void> {
  await startCorrection(own, { publicationId: id })
  const working = (await loadOwn(own, id))?.working
  if (!working) throw new Error('the demo has no correction')
  const body = `${working.content.body}\n\nNeu: Rückfragen beantworten wir innerhalb eines Arbeitstags.`
  const content = { ...working.content, body: body.trim() }
  const saved = await savePublication(own, { publicationId: working.id, revision: working.revision, content })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  const { outcome } = await submitPublication(own, { publicationId: working.id, revision: saved.revision })
  if (outcome === 'submitted' && fate === 'corrected')
    await decidePublication(staff, { publicationId: working.id, decision: 'publish' })
}
