import { changeEmail } from '@/lib/accounts/change-email'
import { startSession } from '@/lib/auth/sessions'
import { inTransaction, type PortalContext } from '@/lib/context'
import { sqlDateOfDay } from '@/lib/dates'
import { queueMail } from '@/lib/mail/queue-mail'
import { aMember, CAST_PASSWORD, type CastMember } from './cast'
import { asSelf, TEST_NOW } from './context'

/**
 * A member with a row in every table that can hold rows about a person, and the canary in every text. A new table with
 * personal data needs its row here: the tests of report and erasure say so.
 */
export async function aFullLife(ctx: PortalContext, canary: string): Promise<CastMember & { newEmail: string }> {
  const mark = canary.toLowerCase()
  const member = await aMember(ctx, {
    surname: canary,
    givenName: canary,
    email: `${mark}@beispiel.test`,
    memberGroup: 'company',
    organisation: canary,
    position: canary,
    password: CAST_PASSWORD,
  })
  const { accountId } = member
  const newEmail = `neu.${mark}@beispiel.test`
  await changeEmail(asSelf(ctx, accountId), { accountId, newEmail, currentPassword: member.password })
  await inTransaction(ctx, (tx) => startSession(tx, { accountId, role: 'member', device: 'Firefox auf Linux' }))
  const flash = [{ id: crypto.randomUUID(), variant: 'success', title: canary, path: '/', at: TEST_NOW.toISOString() }]
  await ctx.db.session.updateMany({ where: { accountId }, data: { flash } })
  await ctx.db.suspension.create({ data: { accountId, reason: canary, endedAt: TEST_NOW } })
  await ctx.db.legalHold.create({ data: { accountId, reason: canary, releasedAt: TEST_NOW } })
  await ctx.db.policyAnnouncement.create({ data: { accountId, versionNumber: 1 } })
  const day = sqlDateOfDay('2026-12-01')
  const proof = { accountId, way: 'document', note: canary, preparedAt: TEST_NOW, preparedBy: STAFF }
  const request = {
    accountId,
    kind: 'access',
    receivedOn: day,
    dueOn: day,
    note: canary,
    closingReason: canary,
  } as const
  await ctx.db.dataRequest.create({ data: { ...request, proofs: { create: proof } } })
  await ctx.db.inactivityNotice.create({
    data: { accountId, inactiveSince: TEST_NOW, policyVersion: 1, acceptedAt: TEST_NOW, respondBy: day },
  })
  await queueMail(ctx, { template: 'password-changed', accountId, props: { changedAt: TEST_NOW.toISOString() } })
  for (const add of furtherRows) await add(ctx, { accountId, canary })
  return { ...member, newEmail }
}

/** Everything that stops the clock of such a member is over (DS-05), so that others than the member may have the account erased. */
export async function settleAll(ctx: PortalContext, accountId: string): Promise<void> {
  const decided = { decidedAt: TEST_NOW, decidedBy: crypto.randomUUID() }
  await ctx.db.dataRequest.updateMany({ where: { accountId }, data: { closedAt: TEST_NOW, outcome: 'withdrawn' } })
  await ctx.db.policyObjection.updateMany({ where: { accountId }, data: { decision: 'keep', ...decided } })
  await ctx.db.appeal.updateMany({ where: { authorId: accountId }, data: { decision: 'rejected', ...decided } })
  await ctx.db.contentMeasure.updateMany({ where: { authorId: accountId }, data: { endedAt: TEST_NOW } })
  await ctx.db.moderationCase.updateMany({
    where: { closedAt: null, reports: { some: { reporterId: accountId } } },
    data: { closedAt: TEST_NOW, outcome: 'none' },
  })
}

/** Somebody of staff whose account is gone. */
const STAFF = '01930000-0000-7000-8000-00000000abcd'

type AddRow = (ctx: PortalContext, life: { accountId: string; canary: string }) => Promise<unknown>

/** One entry for each table that a later part of the portal brought along. */
const furtherRows: AddRow[] = [
  // Told of a breach.
  async (ctx, { accountId }) => {
    const wording = { nature: 'x', consequences: 'x', measures: 'x', advice: 'x' }
    const people = { preparedAt: TEST_NOW, preparedBy: STAFF, decidedAt: TEST_NOW, decidedBy: crypto.randomUUID() }
    const tellings = { create: { accountId, mailId: crypto.randomUUID(), acceptedAt: TEST_NOW } }
    const letters = { create: { ...wording, ...people, decision: 'released', members: 1, tellings } }
    const of = { noticedAt: TEST_NOW, openedAt: TEST_NOW, openedBy: STAFF, description: 'x', affectedKind: 'all' }
    await ctx.db.breach.create({ data: { ...of, letters } })
  },
  // A publication with everything that a person can write into it, published and corrected.
  async (ctx, { accountId, canary }) => {
    const row = {
      accountId,
      kind: 'event',
      title: canary,
      summary: canary,
      body: canary,
      place: canary,
      venue: canary,
      duration: canary,
      targetGroup: canary,
      funding: canary,
      link: `https://${canary.toLowerCase()}.example/`,
      startsOn: sqlDateOfDay('2026-12-05'),
      showName: true,
      createdAt: TEST_NOW,
      savedAt: TEST_NOW,
      returnReason: canary,
    } as const
    const { id } = await ctx.db.publication.create({
      data: { ...row, publishedAt: TEST_NOW, confirmedAt: TEST_NOW, shownUntil: sqlDateOfDay('2026-12-05') },
      select: { id: true },
    })
    await ctx.db.publication.create({ data: { ...row, correctsId: id } })
  },
  (ctx, { accountId, canary }) =>
    ctx.db.policyObjection.create({
      data: {
        accountId,
        versionNumber: 1,
        receivedOn: sqlDateOfDay('2026-11-20'),
        reason: canary,
        enteredAt: TEST_NOW,
        decisionNote: canary,
      },
    }),
  (ctx, { accountId, canary }) =>
    ctx.db.registration.create({
      data: {
        accountId,
        surname: canary,
        givenName: canary,
        memberGroup: 'company',
        organisation: canary,
        position: canary,
        versionNumber: 1,
        wording: 'Ich stimme zu.',
        requestedAt: TEST_NOW,
      },
    }),
  (ctx, { accountId }) =>
    ctx.db.authenticator.create({
      data: { accountId, secret: Buffer.from('secret'), createdAt: TEST_NOW, confirmedAt: TEST_NOW },
    }),
  (ctx, { accountId, canary }) =>
    ctx.db.passkey.create({
      data: { accountId, name: canary, credentialId: canary, publicKey: Buffer.from('key'), counter: 0n },
    }),
  (ctx, { accountId, canary }) => ctx.db.recoveryCode.create({ data: { accountId, codeHash: canary } }),
  (ctx, { accountId }) => ctx.db.failedProof.create({ data: { accountId, kind: 'password', failures: 5 } }),
  (ctx, { accountId }) => ctx.db.workSetting.create({ data: { accountId, notify: 'daily', digestAt: TEST_NOW } }),
  (ctx, { accountId, canary }) =>
    ctx.db.holdRequest.create({
      data: { accountId, kind: 'lift', reason: canary, preparedAt: TEST_NOW, preparedBy: STAFF },
    }),
  (ctx, { accountId, canary }) =>
    ctx.db.staffChange.create({
      data: { accountId, kind: 'role', role: 'moderator', reason: canary, preparedAt: TEST_NOW, preparedBy: STAFF },
    }),
  (ctx, { accountId }) => ctx.db.pendingErasure.create({ data: { accountId, reason: 'self', since: TEST_NOW } }),
  (ctx, { accountId, canary }) =>
    ctx.db.contentMeasure.create({
      data: {
        contentKind: 'post',
        contentId: crypto.randomUUID(),
        act: 'hide',
        authorId: accountId,
        reason: canary,
        startedAt: TEST_NOW,
        startedBy: STAFF,
      },
    }),
  (ctx, { accountId, canary }) =>
    ctx.db.replyDraft.create({
      data: {
        accountId,
        place: 'message',
        placeId: crypto.randomUUID(),
        reason: 'unproven',
        text: canary,
        madeAt: TEST_NOW,
      },
    }),
  (ctx, { accountId, canary }) =>
    ctx.db.inboundMail.create({
      data: {
        accountId,
        hash: accountId,
        way: 'pipe',
        receivedAt: TEST_NOW,
        class: 'case',
        rule: 'written-by-a-person',
        sender: canary,
        subject: canary,
        text: canary,
        filedAt: TEST_NOW,
        dueOn: TEST_NOW,
        settledAt: TEST_NOW,
        outcome: 'answered',
      },
    }),
  (ctx, { accountId, canary }) =>
    ctx.db.restriction.create({
      data: {
        accountId,
        ground: 'accuracy',
        reason: canary,
        placedAt: TEST_NOW,
        placedBy: STAFF,
        liftReason: canary,
        toldAt: TEST_NOW,
        liftedAt: TEST_NOW,
      },
    }),
  async (ctx, { accountId }) => {
    const act = { kind: 'suspend', reason: 'Probe', chosen: 1, members: 1, preparedAt: TEST_NOW, preparedBy: STAFF }
    const { id: actId } = await ctx.db.bulkAct.create({ data: act })
    await ctx.db.bulkActTarget.create({ data: { actId, accountId, chosenAt: TEST_NOW, seen: 'x' } })
  },
  (ctx, { accountId, canary }) =>
    ctx.db.verification.updateMany({
      where: { accountId },
      data: { note: canary, reason: canary, decision: 'asked', decidedAt: TEST_NOW, decidedBy: STAFF },
    }),
  async (ctx, { accountId, canary }) => {
    const { id: caseId } = await ctx.db.moderationCase.create({
      data: {
        contentKind: 'profile',
        contentId: accountId,
        authorId: accountId,
        openedAt: TEST_NOW,
        outcome: 'warn',
        reason: canary,
        closedAt: TEST_NOW,
        closedBy: STAFF,
      },
    })
    const { id: measureId } = await ctx.db.contentMeasure.create({
      data: {
        contentKind: 'profile',
        contentId: accountId,
        caseId,
        act: 'warn',
        authorId: accountId,
        reason: canary,
        startedAt: TEST_NOW,
        startedBy: STAFF,
      },
    })
    const appeal = { measureId, measureBy: STAFF, authorId: accountId, text: canary, answer: canary }
    await ctx.db.appeal.create({ data: { ...appeal, filedAt: TEST_NOW } })
  },
  async (ctx, { accountId, canary }) => {
    const { id: caseId } = await ctx.db.moderationCase.create({
      data: { contentKind: 'post', contentId: crypto.randomUUID(), openedAt: TEST_NOW },
    })
    await ctx.db.contentReport.create({
      data: { caseId, reporterId: accountId, category: 'insult', explanation: canary, createdAt: TEST_NOW },
    })
  },
  (ctx, { accountId, canary }) =>
    ctx.db.conversation.create({
      data: {
        starterId: accountId,
        subject: canary,
        contentKind: 'profile',
        startedAt: TEST_NOW,
        members: { create: [{ accountId, isNamed: true, lastMessageAt: TEST_NOW, blockedAt: TEST_NOW }] },
        messages: { create: [{ authorId: accountId, text: canary, sentAt: TEST_NOW }] },
      },
    }),
  (ctx, { accountId }) => ctx.db.messageSetting.create({ data: { accountId, notify: 'daily', digestAt: TEST_NOW } }),
  (ctx, { accountId, canary }) =>
    ctx.db.directoryEntry.create({
      data: {
        accountId,
        isListed: true,
        showName: true,
        showPosition: true,
        showGroup: true,
        subjects: ['digital'],
        introduction: canary,
        website: `https://${canary.toLowerCase()}.example`,
        updatedAt: TEST_NOW,
      },
    }),
  async (ctx, { accountId, canary }) => {
    const { id: categoryId } = await ctx.db.forumCategory.create({
      data: { slug: crypto.randomUUID(), name: 'Probe', description: 'Probe', position: 1 },
    })
    const { id: topicId } = await ctx.db.forumTopic.create({
      data: {
        categoryId,
        authorId: accountId,
        title: canary,
        startedAt: TEST_NOW,
        lastNumber: 1,
        lastPostAt: TEST_NOW,
      },
    })
    const post = { topicId, authorId: accountId, body: canary, postedAt: TEST_NOW }
    const { id: postId } = await ctx.db.forumPost.create({ data: { ...post, number: 1 } })
    await ctx.db.forumRevision.create({ data: { postId, authorId: accountId, body: canary, replacedAt: TEST_NOW } })
    await ctx.db.forumSubscription.create({ data: { accountId, topicId, since: TEST_NOW } })
    await ctx.db.forumRead.create({ data: { accountId, topicId, number: 1, readAt: TEST_NOW } })
    await ctx.db.forumSetting.create({ data: { accountId, mails: 'daily', digestedAt: TEST_NOW } })
  },
  // The register of disclosures outlives the account; here, the person may know of it (DS-10).
  (ctx, { accountId }) =>
    ctx.db.disclosure.create({
      data: {
        accountId,
        authority: 'Staatsanwaltschaft Erfurt',
        court: 'Amtsgericht Erfurt',
        fileNumber: '12 Gs 34/26',
        orderedOn: sqlDateOfDay('2026-11-02'),
        legalBasis: '§ 100j StPO',
        told: 'yes',
        preparedAt: TEST_NOW,
        preparedBy: STAFF,
      },
    }),
]
