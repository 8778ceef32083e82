import { recordEvent } from '../audit/record-event'
import { rolesOf } from '../auth/permissions'
import {
  type ExtensionGround,
  extensionGroundLabels,
  type IdentityWay,
  type RefusalGround,
  type RequestOutcome,
  refusalGroundLabels,
  requestKindLabels,
} from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, dayOfSqlDate, sqlDateOfDay } from '../dates'
import { type OutsideRequest } from '../db/generated/client'
import { secondPerson, type Unfit } from '../four-eyes/second-person'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { isAnsweredByReport, needsIdentity } from './kinds'
import { extendedDueOn } from './periods'

type Named = { outsideId: string }
type Refusal = { ground: RefusalGround; reason: string }
type Answer = Named & {
  answer: string
  /** How staff checked who asks; without it only what needs no proof is answered. */
  identity?: { way: IdentityWay; note: string }
  /** What of it is not done (GDPR Art. 12(4)). */
  refused?: Refusal
  byLetter?: boolean
}

/**
 * Answers a person without an account and closes the request. What discloses data waits for a second person first: `prepared`.
 * `identity-needed`: nobody has said how the person proved who they are (GDPR Art. 12(6)).
 */
export function answerOutsideRequest(
  ctx: PortalContext,
  { outsideId, answer, identity, refused, byLetter = false }: Answer,
): Promise<{ outcome: 'answered' | 'prepared' | 'identity-needed' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'answerOutsideRequest')
    const request = await lockOpen(tx, outsideId)
    if (!request || request.preparedAt) return { outcome: 'not-open' }
    const { kind } = request
    if (needsIdentity(kind) && !identity) return { outcome: 'identity-needed' }
    const isDisclosing = isAnsweredByReport(kind)
    const written = await tx.db.outsideRequest.update({
      where: { id: outsideId },
      data: {
        answer,
        byLetter,
        identityWay: identity?.way,
        identityNote: identity?.note,
        ground: refused?.ground ?? null,
        closingReason: refused?.reason ?? null,
        ...(isDisclosing && { preparedAt: tx.now(), preparedBy: staff.accountId }),
      },
    })
    if (isDisclosing) {
      await recordEvent(tx, 'outside-request.prepared', { subjectId: outsideId })
      return { outcome: 'prepared' }
    }
    await close(tx, written, refused ? 'partly' : 'answered', staff.accountId)
    return { outcome: 'answered' }
  })
}

/** The second person lets an answer go that discloses data (GDPR Art. 15, 20). */
export function releaseOutsideAnswer(
  ctx: PortalContext,
  { outsideId }: Named,
): Promise<{ outcome: 'answered' | 'not-open' | Unfit }> {
  return inTransaction(ctx, async (tx) => {
    const request = await lockOpen(tx, outsideId)
    const judged = await secondPerson(tx, {
      roles: rolesOf('releaseOutsideAnswer'),
      first: request?.preparedBy ? [request.preparedBy] : [],
      firstRoles: rolesOf('answerOutsideRequest'),
      concerned: [],
    })
    if (!request?.preparedAt) return { outcome: 'not-open' }
    if (judged.outcome !== 'fit') return judged
    await close(tx, request, request.ground ? 'partly' : 'answered', judged.staffId)
    return { outcome: 'answered' }
  })
}

/** The second person does not let it go, or the first one takes it back: the text stays to be changed. */
export function returnOutsideAnswer(
  ctx: PortalContext,
  { outsideId }: Named,
): Promise<{ outcome: 'returned' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, 'returnOutsideAnswer')
    const request = await lockOpen(tx, outsideId)
    if (!request?.preparedAt) return { outcome: 'not-open' }
    const data = { preparedAt: null, preparedBy: null }
    await tx.db.outsideRequest.update({ where: { id: outsideId }, data, select: { id: true } })
    await recordEvent(tx, 'outside-request.returned', { subjectId: outsideId })
    return { outcome: 'returned' }
  })
}

type Ending = Named & { reason: string; byLetter?: boolean } & (
    | { outcome: 'withdrawn' }
    | { outcome: 'refused'; ground: RefusalGround }
  )

/** Ends a request without doing what it asks for; whoever is refused reads the grounds and the ways on (GDPR Art. 12(4)). */
export function closeOutsideRequest(
  ctx: PortalContext,
  { outsideId, reason, byLetter = false, ...ending }: Ending,
): Promise<{ outcome: 'closed' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'closeOutsideRequest')
    if (!(await lockOpen(tx, outsideId))) return { outcome: 'not-open' }
    const ground = ending.outcome === 'refused' ? ending.ground : null
    const written = await tx.db.outsideRequest.update({
      where: { id: outsideId },
      data: { closingReason: reason, ground, byLetter, answer: null, preparedAt: null, preparedBy: null },
    })
    await close(tx, written, ending.outcome, staff.accountId)
    return { outcome: 'closed' }
  })
}

type Extension = Named & { ground: ExtensionGround; reason: string; byLetter?: boolean }

/** Two months more, once, within the first month, on a ground of Art. 12(3); the person learns it. */
export function extendOutsideRequest(
  ctx: PortalContext,
  { outsideId, ground, reason, byLetter = false }: Extension,
): Promise<{ outcome: 'extended' | 'already-extended' | 'too-late' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, 'extendOutsideRequest')
    const request = await lockOpen(tx, outsideId)
    if (!request) return { outcome: 'not-open' }
    if (request.extendedAt) return { outcome: 'already-extended' }
    if (berlinDay(tx.now()) > dayOfSqlDate(request.dueOn)) return { outcome: 'too-late' }
    const dueOn = extendedDueOn(dayOfSqlDate(request.receivedOn))
    const extension = { extendedAt: tx.now(), extensionGround: ground, extensionReason: reason }
    const written = await tx.db.outsideRequest.update({
      where: { id: outsideId },
      data: { ...extension, dueOn: sqlDateOfDay(dueOn) },
    })
    if (!byLetter) await tell(tx, written, { stage: 'extended', dueOn, reason, ground: extensionGroundLabels[ground] })
    await recordEvent(tx, 'outside-request.extended', { subjectId: outsideId, details: { dueOn } })
    return { outcome: 'extended' }
  })
}

/** The open request, locked until the transaction ends. */
async function lockOpen(tx: PortalContext, outsideId: string): Promise<OutsideRequest | null> {
  await tx.db.$queryRaw`SELECT 1 FROM outside_request WHERE id = ${outsideId}::uuid FOR UPDATE`
  return tx.db.outsideRequest.findFirst({ where: { id: outsideId, closedAt: null } })
}

type Outcome = Exclude<RequestOutcome, 'carried-out'>

async function close(tx: PortalContext, request: OutsideRequest, outcome: Outcome, closedBy: string): Promise<void> {
  const { id, kind, answer, closingReason, byLetter } = request
  const ground = (request.ground as RefusalGround | null) ?? undefined
  await tx.db.outsideRequest.update({
    where: { id },
    data: { closedAt: tx.now(), closedBy, outcome },
    select: { id: true },
  })
  if (!byLetter) {
    await tell(tx, request, {
      stage: outcome,
      ...(answer && { answer }),
      ...(closingReason && outcome !== 'withdrawn' && { reason: closingReason }),
      ...(ground && { ground: refusalGroundLabels[ground] }),
    })
  }
  const receivedOn = dayOfSqlDate(request.receivedOn)
  await recordEvent(tx, 'outside-request.closed', { subjectId: id, details: { kind, outcome, receivedOn, ground } })
}

type Told = { stage: Outcome | 'extended'; answer?: string; reason?: string; ground?: string; dueOn?: string }

async function tell(tx: PortalContext, { kind, email, receivedOn }: OutsideRequest, told: Told): Promise<void> {
  if (!email) return
  const props = { kind: requestKindLabels[kind], receivedOn: dayOfSqlDate(receivedOn), ...told }
  await queueMail(tx, { template: 'outside-request', recipient: email, props })
}
