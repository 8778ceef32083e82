import { randomUUID } from 'node:crypto'
import { type ReportCategory } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { cancelMails } from '@/lib/mail/queue-mail'
import { decideAppeal } from '@/lib/moderation/decide-appeal'
import { decideCase } from '@/lib/moderation/decide-case'
import { fileAppeal } from '@/lib/moderation/file-appeal'
import { reportContent } from '@/lib/moderation/report-content'
import { takeCase } from '@/lib/moderation/take-case'

type Event = { daysAgo: number; happens(then: PortalContext): Promise<unknown> }
type Ids = Map<string, string>
type Report = { daysAgo: number; by: string; about: string; category: ReportCategory; explanation: string }

const moderator = 'miriam.vogel@gfaw.example'
const admin = 'katrin.hofmann@gfaw.example'
const appellant = 'u.zimmermann@kammer-suedthueringen.example'

const reports: Report[] = [
  {
    daysAgo: 21,
    by: 'm.aydin@aydin-pflege.example',
    about: appellant,
    category: 'fraud',
    explanation: 'Die Vorstellung nennt eine Zulassung, die ich im Verzeichnis der Träger nicht finde.',
  },
  {
    daysAgo: 1.9,
    by: 'nadine.schreiber@beratung-erfurt.example',
    about: 'svenja.roth@jobcoach-eisenach.example',
    category: 'fraud',
    explanation: 'Dort wird eine volle Erstattung durch die Agentur für Arbeit zugesagt. Das gibt es so nicht.',
  },
  {
    daysAgo: 0.8,
    by: 'heyder@bildungswerk-saale.example',
    about: 'tobias.kellner@lernstatt-jena.example',
    category: 'rights',
    explanation: 'Zwei Absätze der Vorstellung stehen wörtlich auf unserer Website.',
  },
]

/** What was reported, hidden, appealed against and restored in the demo (DS-07), each at its time and by the public verbs. */
export function demoModeration(ids: Ids): Event[] {
  return [
    ...reports.map((report) => ({
      daysAgo: report.daysAgo,
      happens: (then: PortalContext) => reportThen(ids, then, report),
    })),
    { daysAgo: 20.8, happens: (then) => hideThen(ids, then) },
    { daysAgo: 19.5, happens: (then) => appealThen(ids, then) },
    { daysAgo: 18.7, happens: (then) => upholdThen(ids, then) },
    { daysAgo: 1.5, happens: (then) => takeThen(ids, then) },
  ]
}

async function reportThen(ids: Ids, then: PortalContext, { by, about, category, explanation }: Report): Promise<void> {
  const id = idOf(ids, about)
  const content = { kind: 'profile', id, authorId: id } as const
  const { outcome } = await reportContent(as(ids, then, by), { content, category, explanation })
  if (outcome !== 'reported') throw new Error(`a demo report was not stored: ${outcome}`)
  await cancelMails(then, { accountId: idOf(ids, by), templates: ['report-received'] })
  await cancelAlerts(ids, then)
}

/** The moderation read them long ago. */
async function cancelAlerts(ids: Ids, then: PortalContext): Promise<void> {
  for (const staff of [moderator, admin])
    await cancelMails(then, { accountId: idOf(ids, staff), templates: ['staff-alert'] })
}

async function hideThen(ids: Ids, then: PortalContext): Promise<void> {
  const { outcome } = await decideCase(as(ids, then, moderator, 'moderator'), {
    caseId: await caseAbout(ids, then, appellant),
    act: 'hide',
    ground: 'terms',
    reason: 'Die genannte Zulassung ist im öffentlichen Verzeichnis nicht zu finden. Angaben müssen stimmen.',
  })
  if (outcome !== 'decided') throw new Error(`the demo case was not decided: ${outcome}`)
  await cancelMails(then, { accountId: idOf(ids, appellant), templates: ['measure-taken'] })
  await cancelMails(then, { accountId: idOf(ids, 'm.aydin@aydin-pflege.example'), templates: ['report-decided'] })
}

async function appealThen(ids: Ids, then: PortalContext): Promise<void> {
  const { id: measureId } = await then.db.contentMeasure.findFirstOrThrow({
    where: { authorId: idOf(ids, appellant) },
    select: { id: true },
  })
  const text = 'Die Zulassung läuft auf den Namen unseres Dachverbands. Die Nummer steht jetzt in der Vorstellung.'
  const { outcome } = await fileAppeal(as(ids, then, appellant), { measureId, text })
  if (outcome !== 'filed') throw new Error(`the demo appeal was not filed: ${outcome}`)
  await cancelAlerts(ids, then)
}

async function upholdThen(ids: Ids, then: PortalContext): Promise<void> {
  const { id: appealId } = await then.db.appeal.findFirstOrThrow({ select: { id: true } })
  const answer = 'Wir haben die Nummer geprüft: Die Zulassung besteht. Das Profil ist wieder sichtbar.'
  const { outcome } = await decideAppeal(as(ids, then, admin, 'admin'), { appealId, decision: 'upheld', answer })
  if (outcome !== 'upheld') throw new Error(`the demo appeal was not decided: ${outcome}`)
  await cancelMails(then, { accountId: idOf(ids, appellant), templates: ['appeal-decided'] })
}

async function takeThen(ids: Ids, then: PortalContext): Promise<void> {
  const caseId = await caseAbout(ids, then, 'svenja.roth@jobcoach-eisenach.example')
  await takeCase(as(ids, then, moderator, 'moderator'), { caseId, take: true })
}

async function caseAbout(ids: Ids, then: PortalContext, email: string): Promise<string> {
  const where = { contentId: idOf(ids, email), closedAt: null }
  return (await then.db.moderationCase.findFirstOrThrow({ where, select: { id: true } })).id
}

function as(ids: Ids, then: PortalContext, email: string, role: Role = 'member'): PortalContext {
  return { ...then, actor: { kind: 'member', accountId: idOf(ids, email), role, sessionId: randomUUID() } }
}

function idOf(ids: Ids, email: string): string {
  const id = ids.get(email)
  if (!id) throw new Error(`the demo person ${email} is not registered yet`)
  return id
}
