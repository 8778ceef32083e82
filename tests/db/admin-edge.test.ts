import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openRequest } from '@/lib/access-requests/open-request'
import { STEP_UP_PERIOD } from '@/lib/auth/limits'
import { isDangerous, pageRoles, staffActs } from '@/lib/auth/permissions'
import { issueRecoveryCodes } from '@/lib/auth/recovery-codes'
import { type Member } from '@/lib/auth/session'
import { openSessionId } from '@/lib/auth/session-cookie'
import { startSession } from '@/lib/auth/sessions'
import { inTransaction } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { reportContent } from '@/lib/moderation/report-content'
import { aMember, secretFromMail } from '../support/cast'
import { as, asSelf, testContext } from '../support/context'
import { aCategory, aSpeaker, aTopic } from '../support/forum'
import { said } from '../support/said'

/**
 * Pages and actions of /admin as the server calls them, without a server: every role at every door (S-D1, S-D6), strict
 * fields (S-E1, S-D3). Only what Next.js gives to a request is replaced; guards, verbs and database are real.
 */
const { visit } = vi.hoisted(() => ({
  visit: { member: undefined as Member | undefined, status: 200, cookie: '' },
}))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({
  currentMember: async () => visit.member,
  pendingMember: async () => undefined,
  setSessionCookie: async (value: string) => {
    visit.cookie = value
  },
}))
vi.mock('@/lib/exchange', async (original) => ({
  ...(await original<object>()),
  setStatus: (status: number) => {
    visit.status = status
    return true
  },
  peerAddress: () => '127.0.0.1',
  keepFarewell: () => true,
}))

const pages = {
  '/admin': () => import('@/app/admin/page'),
  '/admin/aufgaben': () => import('@/app/admin/aufgaben/page'),
  '/admin/mitglieder': () => import('@/app/admin/mitglieder/page'),
  '/admin/mitglieder/[id]': () => import('@/app/admin/mitglieder/[id]/page'),
  '/admin/mitglieder/sammelvorgaenge': () => import('@/app/admin/mitglieder/sammelvorgaenge/page'),
  '/admin/mitglieder/sammelvorgaenge/neu': () => import('@/app/admin/mitglieder/sammelvorgaenge/neu/page'),
  '/admin/mitglieder/sammelvorgaenge/[id]': () => import('@/app/admin/mitglieder/sammelvorgaenge/[id]/page'),
  '/admin/mitglieder/pruefung': () => import('@/app/admin/mitglieder/pruefung/page'),
  '/admin/mitglieder/pruefung/[id]': () => import('@/app/admin/mitglieder/pruefung/[id]/page'),
  '/admin/moderation': () => import('@/app/admin/moderation/page'),
  '/admin/moderation/[id]': () => import('@/app/admin/moderation/[id]/page'),
  '/admin/moderation/angebote': () => import('@/app/admin/moderation/angebote/page'),
  '/admin/moderation/angebote/[id]': () => import('@/app/admin/moderation/angebote/[id]/page'),
  '/admin/vorgaenge': () => import('@/app/admin/vorgaenge/page'),
  '/admin/vorgaenge/neu': () => import('@/app/admin/vorgaenge/neu/page'),
  '/admin/vorgaenge/[id]': () => import('@/app/admin/vorgaenge/[id]/page'),
  '/admin/moderation/kategorien': () => import('@/app/admin/moderation/kategorien/page'),
  '/admin/inaktivitaet': () => import('@/app/admin/inaktivitaet/page'),
  '/admin/inaktivitaet/vorschau': () => import('@/app/admin/inaktivitaet/vorschau/page'),
  '/admin/verzeichnis': () => import('@/app/admin/verzeichnis/page'),
  '/admin/posteingang': () => import('@/app/admin/posteingang/page'),
  '/admin/postausgang': () => import('@/app/admin/postausgang/page'),
  '/admin/herausgabe': () => import('@/app/admin/herausgabe/page'),
  '/admin/herausgabe/neu': () => import('@/app/admin/herausgabe/neu/page'),
  '/admin/herausgabe/[id]': () => import('@/app/admin/herausgabe/[id]/page'),
  '/admin/nachweis': () => import('@/app/admin/nachweis/page'),
  '/admin/vorgaenge/ohne-konto': () => import('@/app/admin/vorgaenge/ohne-konto/page'),
  '/admin/vorgaenge/ohne-konto/neu': () => import('@/app/admin/vorgaenge/ohne-konto/neu/page'),
  '/admin/vorgaenge/ohne-konto/[id]': () => import('@/app/admin/vorgaenge/ohne-konto/[id]/page'),
  '/admin/nachweis/datenpannen/[id]': () => import('@/app/admin/nachweis/datenpannen/[id]/page'),
  '/admin/nachweis/datenpannen': () => import('@/app/admin/nachweis/datenpannen/page'),
  '/admin/datenschutzerklaerung': () => import('@/app/admin/datenschutzerklaerung/page'),
  '/admin/datenschutzerklaerung/entwurf': () => import('@/app/admin/datenschutzerklaerung/entwurf/page'),
  '/admin/datenschutzerklaerung/[number]': () => import('@/app/admin/datenschutzerklaerung/[number]/page'),
  '/admin/datenschutzerklaerung/widersprueche': () => import('@/app/admin/datenschutzerklaerung/widersprueche/page'),
  '/admin/datenschutzerklaerung/widersprueche/[id]': () =>
    import('@/app/admin/datenschutzerklaerung/widersprueche/[id]/page'),
  '/admin/datenschutzerklaerung/widersprueche/neu': () =>
    import('@/app/admin/datenschutzerklaerung/widersprueche/neu/page'),
  '/admin/zugriffe': () => import('@/app/admin/zugriffe/page'),
  '/admin/protokoll': () => import('@/app/admin/protokoll/page'),
  '/admin/team': () => import('@/app/admin/team/page'),
  '/forum/beitrag/[id]/verlauf': () => import('@/app/(member)/forum/beitrag/[id]/verlauf/page'),
} satisfies Record<keyof typeof pageRoles, unknown>

const member = () => import('@/app/admin/mitglieder/[id]/actions')
const bulk = () => import('@/app/admin/mitglieder/sammelvorgaenge/actions')
const requests = () => import('@/app/admin/vorgaenge/actions')
const sweeps = () => import('@/app/admin/inaktivitaet/actions')
const mails = () => import('@/app/admin/postausgang/actions')
const inbox = () => import('@/app/admin/posteingang/actions')
const orders = () => import('@/app/admin/herausgabe/actions')
const evidence = () => import('@/app/admin/nachweis/actions')
const outside = () => import('@/app/admin/vorgaenge/ohne-konto/actions')
const breaches = () => import('@/app/admin/nachweis/datenpannen/actions')
const policies = () => import('@/app/admin/datenschutzerklaerung/actions')
const verification = () => import('@/app/admin/mitglieder/pruefung/actions')
const moderation = () => import('@/app/admin/moderation/actions')
const publications = () => import('@/app/admin/moderation/angebote/actions')
const categories = () => import('@/app/admin/moderation/kategorien/actions')
const work = () => import('@/app/admin/aufgaben/actions')
const team = () => import('@/app/admin/team/actions')
const id = '01930000-0000-7000-8000-000000000000'

const ctx = testContext()
const ofDraft = { number: '2', revision: '1' }

/** Action → a form that its schema accepts. */
const actions: Record<keyof typeof staffActs, { load: () => Promise<object>; fields: Record<string, string> }> = {
  saveForumCategory: { load: categories, fields: { position: '1', name: 'Neues', description: 'Alles dazu.' } },
  archiveForumCategory: { load: categories, fields: { id, archived: 'yes' } },
  endMemberSessions: { load: member, fields: { accountId: id } },
  renewNotice: { load: member, fields: { noticeId: id, accountId: id } },
  openErasureRequest: { load: requests, fields: { accountId: id, receivedOn: '2026-11-20', note: '' } },
  resendIdentityCheck: { load: requests, fields: { requestId: id } },
  closeErasureRequest: {
    load: requests,
    fields: { requestId: id, outcome: 'refused', ground: 'unmet', reason: 'Grund' },
  },
  openOutsideRequest: {
    load: outside,
    fields: {
      kind: 'access',
      name: 'Dana',
      email: 'dana@draussen.test',
      address: '',
      receivedOn: '2026-11-20',
      note: '',
    },
  },
  answerOutsideRequest: {
    load: outside,
    fields: { outsideId: id, way: '', identityNote: '', answer: 'Antwort', ground: '', refusedReason: '' },
  },
  releaseOutsideAnswer: { load: outside, fields: { outsideId: id } },
  returnOutsideAnswer: { load: outside, fields: { outsideId: id } },
  extendOutsideRequest: { load: outside, fields: { outsideId: id, ground: 'many', reason: 'Viele Daten' } },
  closeOutsideRequest: {
    load: outside,
    fields: { outsideId: id, outcome: 'withdrawn', ground: '', reason: 'Anruf' },
  },
  proveIdentity: { load: requests, fields: { requestId: id, way: 'document', proof: 'Ausweis gesehen' } },
  releaseIdentity: { load: requests, fields: { requestId: id, proofId: id } },
  rejectIdentity: { load: requests, fields: { requestId: id, proofId: id } },
  carryOutErasureRequest: { load: requests, fields: { requestId: id } },
  extendDataRequest: {
    load: requests,
    fields: { requestId: id, extensionGround: 'complex', extensionReason: 'Viele Daten' },
  },
  answerDataRequest: { load: requests, fields: { requestId: id, answer: 'Antwort', ground: '', refusedReason: '' } },
  rectifyData: {
    load: requests,
    fields: { requestId: id, seen: 'x', surname: 'Muster', givenName: 'Vera', memberGroup: 'private_person', note: '' },
  },
  restrictData: { load: requests, fields: { requestId: id, ground: 'accuracy', restrictionReason: 'Grund' } },
  announceRestrictionEnd: { load: member, fields: { accountId: id, liftReason: 'Grund', toldByLetterOn: '' } },
  withdrawRestrictionEnd: { load: member, fields: { accountId: id } },
  confirmRun: { load: sweeps, fields: { runId: id, number: '1' } },
  withdrawRunConfirmation: { load: sweeps, fields: { runId: id } },
  sendMailLoop: { load: inbox, fields: {} },
  settleInboundMail: { load: inbox, fields: { inboundId: id, decision: 'nothing' } },
  startSweep: { load: sweeps, fields: {} },
  retryFailedMail: { load: mails, fields: { id } },
  discardFailedMail: { load: mails, fields: { id } },
  retryFailedGroup: { load: mails, fields: { cause: 'limit', before: '2026-11-23T12:00:00.000Z' } },
  discardFailedGroup: { load: mails, fields: { cause: 'limit', before: '2026-11-23T12:00:00.000Z' } },
  resumeDispatch: { load: mails, fields: {} },
  undoReturned: { load: mails, fields: { mailId: id, accountId: id, back: 'member' } },
  reportReturned: { load: mails, fields: { mailId: id, accountId: id, back: 'member' } },
  suspend: { load: member, fields: { accountId: id, reason: 'Grund' } },
  restore: { load: member, fields: { accountId: id, reason: 'Grund' } },
  prepareBulk: {
    load: bulk,
    fields: {
      kind: 'suspend',
      by: 'list',
      list: 'niemand@beispiel.test',
      reason: 'Grund',
      search: '',
    },
  },
  submitBulk: { load: bulk, fields: { actId: id } },
  releaseBulk: { load: bulk, fields: { actId: id } },
  rejectBulk: { load: bulk, fields: { actId: id } },
  stopBulk: { load: bulk, fields: { actId: id } },
  decideVerification: {
    load: verification,
    fields: { verificationId: id, decision: 'verified', reason: 'Alles stimmt' },
  },
  verifyOfDomain: { load: verification, fields: { domain: 'werk.test', ids: id } },
  claimEntry: { load: work, fields: { kind: 'request', entry: id, take: 'yes', back: '/admin/aufgaben' } },
  saveWorkNotice: { load: work, fields: { notify: 'daily' } },
  decideOnCase: { load: moderation, fields: { caseId: id, act: 'hide', ground: 'terms', reason: 'Grund' } },
  suspendAuthor: { load: moderation, fields: { caseId: id, ground: 'terms', reason: 'Grund' } },
  endCaseMeasure: { load: moderation, fields: { caseId: id, measureId: id, reason: 'Grund' } },
  enterAuthorsAppeal: { load: moderation, fields: { caseId: id, measureId: id, text: 'Beschwerde' } },
  decideOnAppeal: {
    load: moderation,
    fields: { caseId: id, appealId: id, decision: 'rejected', answer: 'Grund' },
  },
  setFirstReviews: { load: moderation, fields: { firstPublications: '3' } },
  decideOnPublication: {
    load: publications,
    fields: { publicationId: id, revision: '1', decision: 'publish', reason: '' },
  },
  placeHold: { load: member, fields: { accountId: id, reason: 'Grund', reviewOn: '2099-01-01' } },
  liftHold: { load: member, fields: { accountId: id, reason: 'Grund' } },
  decideOnHold: { load: member, fields: { accountId: id, requestId: id, decision: 'released' } },
  prepareCourtOrder: {
    load: orders,
    fields: {
      orderedOn: '2026-11-20',
      authority: 'Staatsanwaltschaft',
      court: 'Amtsgericht',
      fileNumber: '1 Gs 1/26',
      legalBasis: '§ 100j StPO',
      sought: 'niemand@beispiel.test',
      'scope-name': 'yes',
    },
  },
  releaseCourtOrder: { load: orders, fields: { disclosureId: id } },
  rejectCourtOrder: { load: orders, fields: { disclosureId: id, reason: 'Grund' } },
  recordHandOver: {
    load: orders,
    fields: { disclosureId: id, handedOverTo: 'KHK Beispiel', handedOverOn: '2026-11-20' },
  },
  setSecrecy: { load: orders, fields: { disclosureId: id, tellFrom: '' } },
  checkPromises: { load: evidence, fields: {} },
  claimChainLoss: { load: evidence, fields: { reason: 'Ausfall' } },
  attestChainLoss: { load: evidence, fields: { lossId: id } },
  rejectChainLoss: { load: evidence, fields: { lossId: id } },
  openBreachCase: {
    load: breaches,
    fields: { noticedAt: '2026-11-20T12:00', description: 'Was geschah', kind: 'all', from: '', until: '' },
  },
  openBreachOfCheck: { load: breaches, fields: { checkId: 'audit-chain' } },
  recordBreachFinding: {
    load: breaches,
    fields: {
      breachId: id,
      known: '0',
      source: 'own',
      happened: '',
      nature: 'Was geschah',
      personCategories: '',
      persons: '',
      recordCategories: '',
      records: '',
      consequences: '',
      measures: '',
    },
  },
  assessBreach: { load: breaches, fields: { breachId: id, risk: 'none', telling: 'not-high', reason: 'Gründe' } },
  tellAuthority: {
    load: breaches,
    fields: { breachId: id, phase: 'first', toldAt: '2026-11-20T13:00', reference: '', delayReason: '' },
  },
  prepareBreachLetter: {
    load: breaches,
    fields: { breachId: id, nature: 'Was', consequences: 'Folgen', measures: 'Getan', advice: 'Rat' },
  },
  releaseBreachLetter: { load: breaches, fields: { breachId: id, letterId: id } },
  rejectBreachLetter: { load: breaches, fields: { breachId: id, letterId: id } },
  remarkOnBreach: { load: breaches, fields: { breachId: id, kind: 'note', text: 'Vermerk' } },
  reopenBreachCase: { load: breaches, fields: { breachId: id, reason: 'Neues' } },
  closeBreachCase: { load: breaches, fields: { breachId: id, outcome: 'Keine Auswirkungen' } },
  giveOpinion: {
    load: () => import('@/app/admin/actions'),
    fields: { about: 'disclosure', actId: id, stance: 'concerns', opinion: 'Der Umfang ist zu weit.' },
  },
  requestTeamChange: { load: team, fields: { email: 'niemand@beispiel.test', change: 'dpo', reason: 'Vertretung' } },
  releaseTeamChange: { load: team, fields: { changeId: id } },
  rejectTeamChange: { load: team, fields: { changeId: id } },
  beginPolicyDraft: { load: policies, fields: {} },
  savePolicyDraft: {
    load: policies,
    fields: {
      ...ofDraft,
      inactivityPeriod: '1 Jahr',
      responsePeriod: '4 Wochen',
      objectionPeriod: '4 Wochen',
      accessLogPeriod: '7 Tage',
      changeSummary: 'Neu',
      body: 'Text',
    },
  },
  discardPolicyDraft: { load: policies, fields: ofDraft },
  submitPolicyDraft: { load: policies, fields: ofDraft },
  returnPolicyDraft: { load: policies, fields: { ...ofDraft, reason: 'Grund' } },
  releasePolicyDraft: { load: policies, fields: ofDraft },
  repeatAnnouncement: { load: policies, fields: { accountId: id, versionNumber: '2' } },
  enterObjection: {
    load: policies,
    fields: { accountId: id, versionNumber: '2', receivedOn: '2026-11-20', reason: '' },
  },
  enterWithdrawal: {
    load: policies,
    fields: { objectionId: id, receivedOn: '2026-11-20', wording: 'Ich nehme zurück' },
  },
  decideOnObjection: { load: policies, fields: { objectionId: id, decision: 'keep', note: '' } },
}

type FormState = { errors?: Record<string, string>; problem?: string; values?: Record<string, string>; isLate?: true }
type Answer = { redirect?: string; state?: FormState; status: number }

async function submit(
  name: keyof typeof staffActs,
  fields: [string, string][] | Record<string, string>,
): Promise<Answer> {
  const module = (await actions[name].load()) as Record<string, (state: object, form: FormData) => Promise<FormState>>
  const form = new FormData()
  for (const [key, value] of Array.isArray(fields) ? fields : Object.entries(fields)) form.append(key, value)
  visit.status = 200
  try {
    return { state: await module[name]?.({}, form), status: visit.status }
  } catch (error) {
    return { redirect: redirectOf(error), status: visit.status }
  }
}

async function open(path: keyof typeof pages): Promise<Answer> {
  const { default: page } = await pages[path]()
  visit.status = 200
  try {
    // Drawn, because an error page sets its status while it is drawn.
    renderToStaticMarkup(await page({ params: Promise.resolve({ id }), searchParams: Promise.resolve({}) }))
    return { status: visit.status }
  } catch (error) {
    return { redirect: redirectOf(error), status: visit.status }
  }
}

const saidNow = () => said(testContext(), visit.member?.sessionId)

/** Next.js redirects by throwing; anything else that is thrown is a failure of the test. */
function redirectOf(error: unknown): string {
  const digest = (error as { digest?: string }).digest
  if (!digest?.startsWith('NEXT_REDIRECT')) throw error
  return digest.split(';')[2] ?? ''
}

async function signIn(role: Role): Promise<string> {
  const { accountId, givenName, surname } = await aMember(testContext(), { role })
  visit.member = {
    accountId,
    role,
    sessionId: await startSession(testContext(), { accountId, role, device: 'Firefox' }),
    givenName,
    surname,
    memberGroup: 'private_person',
    isVerified: true,
    // Proved just now: what happens without is in tests/policy/ds-06-second-factor.test.ts.
    factorAt: new Date(),
    hasFlash: false,
  }
  return accountId
}

beforeEach(() => {
  visit.member = undefined
})

const roles: Role[] = ['member', 'moderator', 'admin', 'approver', 'dpo']
const pageNames = Object.keys(pages) as (keyof typeof pages)[]
const actionNames = Object.keys(actions) as (keyof typeof actions)[]

describe('visitors see and do nothing', () => {
  test.each(pageNames)('by the page %s', async (path) => {
    expect((await open(path)).redirect).toMatch(/^\/anmelden/)
  })

  test.each(actionNames)('by the action %s', async (name) => {
    const { fields } = actions[name]
    // Whatever was typed stays in its form.
    expect(await submit(name, fields)).toEqual({
      status: 401,
      state: { problem: expect.stringMatching('Ihre Sitzung ist abgelaufen'), values: fields },
    })
  })
})

describe('each role gets where the matrix lets it, and a 403 everywhere else', () => {
  test.each(roles)('pages as %s', async (role) => {
    await signIn(role)
    for (const path of pageNames) {
      const isAllowed = (pageRoles[path] as readonly Role[]).includes(role)
      // The pages of one member or request find nobody under the id of this test.
      expect((await open(path)).status, path).toBe(
        isAllowed ? (path.includes('[id]') || path.endsWith(']') ? 404 : 200) : 403,
      )
    }
  })

  test.each(roles)('actions as %s', async (role) => {
    await signIn(role)
    for (const name of actionNames) {
      const isAllowed = (staffActs[name].roles as readonly Role[]).includes(role)
      const answer = await submit(name, actions[name].fields)
      if (isAllowed)
        expect(answer.redirect ?? answer.state?.problem ?? Object.values(answer.state?.errors ?? {})[0], name).toMatch(
          /^\/admin|^Dieses Konto gibt es nicht|^Diesen Vorgang gibt es nicht|^Das betrifft niemanden|^Diese Fassung ist|^Diesen Entwurf gibt|wartet nicht mehr|^Inzwischen hat|^Das ist bei diesem Inhalt/,
        )
      else expect(answer, name).toMatchObject({ status: 403, state: { problem: 'Dazu haben Sie keine Berechtigung.' } })
    }
  })
})

describe('who is refused stands in the record (ASVS 16.3.2)', () => {
  const refusals = () =>
    ctx.db.auditEvent.findMany({
      where: { act: 'access.refused' },
      orderBy: { seq: 'asc' },
      select: { actorKind: true, actorId: true, details: true },
    })

  test('with the entrance and why: page, act and file, whoever it is', async () => {
    const { GET } = await import('@/app/admin/protokoll/csv/route')
    const actorId = await signIn('moderator')
    await open('/admin/team')
    await submit('requestTeamChange', actions.requestTeamChange.fields)
    expect((await GET(new Request('http://portal.test/admin/protokoll/csv'))).status).toBe(403)
    const row = (entrance: string) => ({ actorKind: 'staff', actorId, details: { entrance, reason: 'role' } })
    expect(await refusals()).toEqual([row('/admin/team'), row('requestTeamChange'), row('/admin/protokoll/csv')])
    const member = await signIn('member')
    await open('/admin')
    expect((await refusals()).at(-1)).toMatchObject({ actorKind: 'member', actorId: member })
  })

  test('a role that was lost a moment ago too, and nothing that is allowed or was never asked for', async () => {
    const actorId = await signIn('admin')
    await open('/admin')
    visit.member = undefined
    await open('/admin/team')
    expect(await refusals()).toEqual([])
    await signIn('admin').then((id) => ctx.db.account.update({ where: { id }, data: { role: 'member' } }))
    await inTransaction(ctx, (tx) => startSession(tx, { accountId: actorId, role: 'admin', device: 'x' }))
    expect((await submit('endMemberSessions', { accountId: actorId })).status).toBe(403)
    expect(await refusals()).toMatchObject([{ actorKind: 'staff', details: { entrance: 'endMemberSessions' } }])
  })

  test('twenty one by one, then that there were too many: no flood', async () => {
    await signIn('moderator')
    for (let tries = 0; tries < 50; tries++) await open('/admin/team')
    expect(await refusals()).toHaveLength(20)
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'limit.reached' }, select: { details: true } })).toEqual([
      { details: { limit: 'refusal' } },
    ])
  })
})

describe('with a factor that was proved too long ago', () => {
  test.each(actionNames)(
    '%s asks for it where it is dangerous, keeps what was typed and does nothing',
    async (name) => {
      const { roles: allowed, effect } = staffActs[name]
      await signIn(allowed.find((role) => role === 'admin') ?? allowed[0])
      if (visit.member) visit.member.factorAt = new Date(Date.now() - STEP_UP_PERIOD * 1000 - 1)
      const { fields } = actions[name]
      const before = await ctx.db.auditEvent.count()
      const answer = await submit(name, { ...fields, factorCode: '' })
      if (isDangerous(effect))
        expect(answer).toEqual({ status: 401, state: { errors: { factorCode: expect.any(String) }, values: fields } })
      else expect(answer.state?.errors ?? {}).not.toHaveProperty('factorCode')
      if (isDangerous(effect)) expect(await ctx.db.auditEvent.count()).toBe(before)
    },
  )

  test('its code in the same form is enough, once: the act is carried out with what was typed', async () => {
    await signIn('admin')
    const { member } = visit
    if (!member) throw new Error('nobody')
    member.sessionId = await inTransaction(ctx, (tx) =>
      startSession(tx, { accountId: member.accountId, role: 'admin', device: 'x' }),
    )
    const codes = await issueRecoveryCodes(asSelf(ctx, member.accountId), member)
    member.factorAt = new Date(Date.now() - STEP_UP_PERIOD * 1000 - 1)
    const { accountId } = await aMember(ctx)
    const fields = { accountId, reason: 'Ein Grund, den jemand lange getippt hat' }
    expect((await submit('suspend', { ...fields, factorCode: 'falsch' })).state).toEqual({
      errors: { factorCode: expect.stringContaining('gilt nicht') },
      values: fields,
    })
    const [code = ''] = codes
    expect((await submit('suspend', { ...fields, factorCode: code })).redirect).toBe(`/admin/mitglieder/${accountId}`)
    expect(await ctx.db.suspension.findFirst({ where: { accountId } })).toMatchObject({ reason: fields.reason })
    // What a copy of the cookie from before the proof would be: nobody's (ASVS 7.2.4).
    expect(await ctx.db.session.findUnique({ where: { id: member.sessionId } })).toBeNull()
    member.sessionId = (await openSessionId(visit.cookie)) ?? ''
    const session = await ctx.db.session.findUniqueOrThrow({ where: { id: member.sessionId } })
    expect(session.factorAt).not.toBeNull()
    // What the page says next waits in the session that goes on.
    expect(await said(ctx, member.sessionId)).toContain('gesperrt')
    expect((await submit('restore', { ...fields, factorCode: code })).redirect).toBe(`/admin/mitglieder/${accountId}`)
    expect((await submit('suspend', { ...fields, factorCode: code })).state?.errors).toHaveProperty('factorCode')
  })
})

describe('forms with fields that are not ours change nothing (S-E1, S-D3)', () => {
  test.each(actionNames)('%s', async (name) => {
    await signIn('admin')
    const { fields } = actions[name]
    const entries = Object.entries(fields)
    const [first] = entries
    const bad: [string, string][][] = [
      [...entries, ['role', 'admin']],
      [...entries, ['__proto__', 'x']],
      ...(first
        ? [
            [...entries, first],
            entries.slice(1),
            // A text may be any text.
            ...(first[0] === 'reason'
              ? []
              : [[[first[0], '{"contains":""}'] as [string, string], ...entries.slice(1)]]),
          ]
        : []),
      ...(first ? [[[first[0], 'x'.repeat(1_000_000)] as [string, string], ...entries.slice(1)]] : []),
    ]
    for (const form of bad) {
      const { redirect, state } = await submit(name, form)
      expect(redirect).toBeUndefined()
      expect(state?.problem ?? Object.keys(state?.errors ?? {})[0]).toBeTruthy()
    }
  })
})

describe('of two of staff at one case the second keeps the text, and sees who was faster (S-07)', () => {
  const text = 'Eine lange Begründung,\nan der jemand eine Stunde geschrieben hat.'
  const now = new Date()
  const cases: Record<string, () => Promise<[keyof typeof staffActs, Record<string, string>]>> = {
    request: async () => {
      const { accountId } = await aMember(ctx)
      const { id: requestId } = await ctx.db.dataRequest.create({
        data: { accountId, kind: 'complaint', receivedOn: now, dueOn: now },
      })
      return ['answerDataRequest', { requestId, answer: text, ground: '', refusedReason: '' }]
    },
    verification: async () => {
      const { accountId } = await aMember(ctx)
      const { id: verificationId } = await ctx.db.verification.findFirstOrThrow({ where: { accountId } })
      return ['decideVerification', { verificationId, decision: 'refused', reason: text }]
    },
    report: async () => {
      const { topicId } = await aTopic(ctx, { by: await aSpeaker(ctx), categoryId: await aCategory(ctx) })
      const { id: caseId } = await ctx.db.moderationCase.create({
        data: { contentKind: 'topic', contentId: topicId, openedAt: now },
      })
      return ['decideOnCase', { caseId, act: 'none', ground: 'terms', reason: text }]
    },
    objection: async () => {
      const { accountId } = await aMember(ctx)
      const { id: objectionId } = await ctx.db.policyObjection.create({
        data: { accountId, versionNumber: 1, receivedOn: now, enteredAt: now, withdrawnAt: now },
      })
      return ['decideOnObjection', { objectionId, decision: 'keep', note: text }]
    },
    'request without an account': async () => {
      const { id: outsideId } = await ctx.db.outsideRequest.create({
        data: {
          kind: 'complaint',
          name: 'Dana',
          email: 'dana@draussen.test',
          receivedOn: now,
          dueOn: now,
          enteredAt: now,
          enteredBy: id,
        },
      })
      const open = { way: '', identityNote: '', ground: '', refusedReason: '' }
      return ['answerOutsideRequest', { outsideId, ...open, answer: text }]
    },
    breach: async () => {
      const { id: breachId } = await ctx.db.breach.create({
        data: {
          noticedAt: now,
          description: 'x',
          affectedKind: 'all',
          openedAt: now,
          openedBy: id,
          assessments: { create: { risk: 'none', telling: 'not-high', reason: 'x', decidedAt: now, decidedBy: id } },
        },
      })
      return ['closeBreachCase', { breachId, outcome: text }]
    },
    'court order': async () => {
      const { id: disclosureId } = await ctx.db.disclosure.create({
        data: {
          authority: 'x',
          court: 'x',
          fileNumber: 'x',
          orderedOn: now,
          legalBasis: 'x',
          scope: ['name'],
          preparedAt: now,
          preparedBy: id,
        },
      })
      return ['rejectCourtOrder', { disclosureId, reason: text }]
    },
  }
  const pageOf: Record<string, keyof typeof pages> = {
    request: '/admin/vorgaenge/[id]',
    verification: '/admin/mitglieder/pruefung/[id]',
    report: '/admin/moderation/[id]',
    objection: '/admin/datenschutzerklaerung/widersprueche/[id]',
    'request without an account': '/admin/vorgaenge/ohne-konto/[id]',
    breach: '/admin/nachweis/datenpannen/[id]',
    'court order': '/admin/herausgabe/[id]',
  }
  test.each(Object.keys(cases))('%s: its page has the frame, and shows who has taken it', async (kind) => {
    const [name, fields] = (await cases[kind]?.()) ?? ['answerDataRequest', {}]
    const of = Object.entries(fields).find(([key]) => key.endsWith('Id'))?.[1] ?? ''
    const [role = 'admin'] = staffActs[name].roles
    await signIn(role)
    const draw = async () => {
      const { default: page } = await pages[pageOf[kind] ?? '/admin']()
      return renderToStaticMarkup(
        await page({ params: Promise.resolve({ id: of }), searchParams: Promise.resolve({}) }),
      )
    }
    // An objection that was taken back waits no more.
    const isWaiting = kind !== 'objection'
    expect((await draw()).includes('>Übernehmen<')).toBe(isWaiting)
    if (!isWaiting) return
    const work = {
      request: 'request',
      verification: 'verification',
      report: 'report',
      breach: 'breach-end',
      'request without an account': 'outside-request',
    }[kind]
    const claim = { kind: work ?? 'court-order', entry: of, take: 'yes', back: '/admin/aufgaben' }
    expect((await submit('claimEntry', claim)).redirect).toBe('/admin/aufgaben')
    const drawn = await draw()
    expect(drawn).toContain('>Zurückgeben<')
    expect(drawn).toContain('Aufgabe übernommen oder zurückgegeben')
    expect(drawn).toContain('Erika Muster')
    await signIn(role)
    expect(await draw()).toContain('Erika Muster bearbeitet das gerade.')
  })

  test.each(Object.keys(cases))('%s', async (kind) => {
    const [name, fields] = (await cases[kind]?.()) ?? ['answerDataRequest', {}]
    const [role = 'admin'] = staffActs[name].roles
    await signIn(role)
    // Whoever was faster: an objection is one that the member has taken back.
    if (kind !== 'objection') expect((await submit(name, fields)).redirect).toMatch(/^\/admin/)
    await signIn(role)
    const { state, redirect } = await submit(name, fields)
    expect(redirect).toBeUndefined()
    expect(state).toMatchObject({ values: fields, isLate: true })
    if (kind !== 'objection') expect(state?.problem).toMatch(/^Inzwischen hat Erika Muster gehandelt: „.+“/)
    expect(state?.problem).toContain('Ihr Text steht noch hier')
  })
})

describe('what an action did is said on the page it leads to', () => {
  test('a request is entered, closed, and not closed twice', async () => {
    await signIn('admin')
    const { accountId } = await aMember(testContext())
    const entered = await submit('openErasureRequest', { accountId, receivedOn: '2026-01-31', note: '' })
    expect(entered.redirect).toMatch(/^\/admin\/vorgaenge\/[0-9a-f-]{36}$/)
    expect(await saidNow()).toBe('Der Vorgang ist eingetragen. Die Bestätigungsmail ist unterwegs.')
    const requestId = entered.redirect?.match(/[0-9a-f-]{36}/)?.[0] ?? ''
    const again = await submit('openErasureRequest', { accountId, receivedOn: '2026-01-31', note: '' })
    expect(again.redirect).toBe(`/admin/vorgaenge/${requestId}`)
    expect(await saidNow()).toContain('schon ein offenes Anliegen dieser Art')
    const close = { requestId, outcome: 'withdrawn', ground: '', reason: 'Anruf' }
    expect((await submit('closeErasureRequest', close)).redirect).toBe('/admin/vorgaenge')
    expect(await saidNow()).toBe('Der Vorgang ist geschlossen. Das Mitglied bekommt eine E-Mail.')
    expect((await submit('closeErasureRequest', close)).state?.problem).toContain('„Anliegen geschlossen“')
  })

  test('a day in the future comes back to its field', async () => {
    await signIn('dpo')
    const { accountId } = await aMember(testContext())
    const { state } = await submit('openErasureRequest', { accountId, receivedOn: '2999-01-01', note: '' })
    expect(state?.errors).toEqual({ receivedOn: 'Der Tag des Eingangs darf nicht in der Zukunft liegen.' })
  })

  test('a category that was closed meanwhile takes no topic, and comes back to its field (DS-07)', async () => {
    const [from, to] = [await aCategory(ctx), await aCategory(ctx, 'Prüfungen')]
    const author = await aSpeaker(ctx)
    const { topicId } = await aTopic(ctx, { by: author, categoryId: from })
    const content = { kind: 'topic' as const, id: topicId, authorId: author.accountId }
    const report = { content, category: 'other' as const, explanation: 'Steht falsch.' }
    const reported = await reportContent(as(ctx, (await aSpeaker(ctx)).actor), report)
    if (reported.outcome !== 'reported') throw new Error(reported.outcome)
    await ctx.db.forumCategory.update({ where: { id: to }, data: { archivedAt: new Date() } })
    await signIn('moderator')
    const { caseId } = reported
    const decision = { caseId, act: 'move', ground: 'terms', reason: 'Es geht um Prüfungen.', categoryId: to }
    const { state } = await submit('decideOnCase', decision)
    expect(state?.errors).toEqual({ categoryId: 'Dieser Bereich ist geschlossen. Wählen Sie einen anderen aus.' })
    expect(await ctx.db.forumTopic.count({ where: { categoryId: from } })).toBe(1)
    expect(await ctx.db.moderationCase.count({ where: { id: caseId, closedAt: null } })).toBe(1)
  })

  test('ending the sessions of a member ends all of them', async () => {
    const { accountId } = await aMember(ctx)
    for (const device of ['Firefox', 'Chromium']) await startSession(ctx, { accountId, role: 'member', device })
    await signIn('admin')
    const { redirect } = await submit('endMemberSessions', { accountId })
    expect(redirect).toBe(`/admin/mitglieder/${accountId}`)
    expect(await saidNow()).toBe('Alle Sitzungen des Mitglieds sind beendet.')
    expect(await ctx.db.session.count({ where: { accountId } })).toBe(0)
    expect(
      await ctx.db.auditEvent.count({ where: { act: 'session.ended', subjectId: accountId, actorKind: 'staff' } }),
    ).toBe(1)
  })
})

test('the page behind the link of the identity check changes nothing; its button erases (S-F4)', async () => {
  const admin = await signIn('admin')
  const staff = as(ctx, { kind: 'member', accountId: admin, role: 'admin', sessionId: crypto.randomUUID() })
  const { accountId } = await aMember(ctx)
  await openRequest({ ...staff, now: () => new Date() }, { accountId, receivedOn: '2026-01-31' })
  const token = await secretFromMail(ctx, accountId, 'erasure-request-identity')
  visit.member = undefined
  const { default: page } = await import('@/app/(public)/anliegen/bestaetigen/page')
  await page({ params: Promise.resolve({}), searchParams: Promise.resolve({ token }) })
  expect(await ctx.db.account.count({ where: { id: accountId } })).toBe(1)
  const { confirmErasure } = await import('@/app/(public)/anliegen/bestaetigen/actions')
  const form = new FormData()
  form.append('token', token)
  const redirect = await confirmErasure({}, form).then(() => undefined, redirectOf)
  // There the page says what became of the link, on every visit.
  expect(redirect).toBe(`/anliegen/bestaetigen?token=${token}`)
  expect(await ctx.db.account.count({ where: { id: accountId } })).toBe(0)
  expect(await confirmErasure({}, form).then(() => undefined, redirectOf)).toBe(`/anliegen/bestaetigen?token=${token}`)
})
