import { type PortalContext } from '@/lib/context'
import { cancelMails } from '@/lib/mail/queue-mail'
import { decideAppeal } from '@/lib/moderation/decide-appeal'
import { decideCase } from '@/lib/moderation/decide-case'
import { fileAppeal } from '@/lib/moderation/file-appeal'
import { reportContent } from '@/lib/moderation/report-content'
import { claimWork } from '@/lib/work-queue/claim-work'
import { ADMIN, as, type Event, type Ids, idOf, MODERATOR } from './cast'
import { type DemoReport, demoReports } from './read-demo'

const appellant = 'u.zimmermann@kammer-suedthueringen.example'

/** What was reported, hidden, appealed against and restored in the demo (DS-07), each at its time and by the public verbs. */
export function demoModeration(ids: Ids): Event[] {
  return [
    ...demoReports.map((report) => ({
      daysAgo: report.daysAgo,
      happens: (then: PortalContext) => reportThen(ids, then, report),
    })),
    { daysAgo: 20.8, happens: (then) => hideThen(ids, then) },
    { daysAgo: 19.5, happens: (then) => appealThen(ids, then) },
    { daysAgo: 18.7, happens: (then) => upholdThen(ids, then) },
    { daysAgo: 1.5, happens: (then) => takeThen(ids, then) },
  ]
}

async function reportThen(
  ids: Ids,
  then: PortalContext,
  { by, about, category, explanation }: DemoReport,
): Promise<void> {
  const id = idOf(ids, about)
  const content = { kind: 'profile', id, authorId: id } as const
  const { outcome } = await reportContent(as(ids, then, by), { content, category, explanation })
  if (outcome !== 'reported') throw new Error(`a demo report was not stored: ${outcome}`)
  await cancelMails(then, { accountId: idOf(ids, by), templates: ['report-received'] })
  await cancelAlerts(ids, then)
}

/** The moderation read them long ago. */
async function cancelAlerts(ids: Ids, then: PortalContext): Promise<void> {
  for (const staff of [MODERATOR, ADMIN])
    await cancelMails(then, { accountId: idOf(ids, staff), templates: ['staff-alert'] })
}

async function hideThen(ids: Ids, then: PortalContext): Promise<void> {
  const { outcome } = await decideCase(as(ids, then, MODERATOR), {
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
  const { outcome } = await decideAppeal(as(ids, then, ADMIN), { appealId, decision: 'upheld', answer })
  if (outcome !== 'upheld') throw new Error(`the demo appeal was not decided: ${outcome}`)
  await cancelMails(then, { accountId: idOf(ids, appellant), templates: ['appeal-decided'] })
}

async function takeThen(ids: Ids, then: PortalContext): Promise<void> {
  const caseId = await caseAbout(ids, then, 'svenja.roth@jobcoach-eisenach.example')
  await claimWork(as(ids, then, MODERATOR), { kind: 'report', id: caseId, take: true })
}

async function caseAbout(ids: Ids, then: PortalContext, email: string): Promise<string> {
  const where = { contentId: idOf(ids, email), closedAt: null }
  return (await then.db.moderationCase.findFirstOrThrow({ where, select: { id: true } })).id
}
