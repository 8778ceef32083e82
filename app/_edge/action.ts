import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { Overloaded } from '@/lib/auth/hash-queue'
import { isDangerous, mayDo, staffActs } from '@/lib/auth/permissions'
import { currentMember, type Member } from '@/lib/auth/session'
import { isFresh, mustProve } from '@/lib/auth/step-up'
import { isClosed } from '@/lib/closure'
import { type PortalContext } from '@/lib/context'
import { keepWork, setStatus } from '@/lib/exchange'
import { isDatabaseGone, reportError } from '@/lib/report-error'
import { Refused } from '@/lib/result'
import { type FormState } from './form-state'
import { contextOf, FACTOR_PAGE } from './page'

type Fields = z.ZodType<object>
type Run<S extends Fields, M> = (call: {
  ctx: PortalContext
  member: M
  input: z.output<S>
}) => Promise<FormState | undefined> | Promise<void>
/** Usable with useActionState (state, form) and as a plain form action (form). */
type Action = {
  (form: FormData): Promise<void>
  (state: FormState, form: FormData): Promise<FormState>
}

const texts = {
  malformed:
    'Das Formular war unvollständig oder enthielt unbekannte Angaben. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.',
  refused: 'Dazu haben Sie keine Berechtigung.',
  gone: 'Das Portal ist gerade nicht erreichbar. Es wurde nichts gespeichert. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  closed: 'Das Portal wird gerade gewartet. Es wurde nichts gespeichert. Bitte versuchen Sie es später noch einmal.',
  ended:
    'Ihre Sitzung ist abgelaufen, es wurde nichts gespeichert. Ihr Text steht noch hier: Melden Sie sich in einem neuen Fenster an und senden Sie dann hier noch einmal.',
  busy: 'Das Portal ist gerade stark ausgelastet. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
  failed: 'Es ist ein Fehler aufgetreten. Es wurde nichts gespeichert. Bitte versuchen Sie es später noch einmal.',
}

/** An action that anybody may call. */
export function publicAction<S extends Fields>(schema: S, run: Run<S, Member | undefined>): Action {
  return edge(schema, () => currentMember(), run)
}

type Care = {
  /**
   * Whoever writes long texts gets them back when they cannot be taken (the session has ended meanwhile, the database is away), instead
   * of the sign-in page or an error page: with scripts in the form, without them by the page, which asks keptWork().
   */
  keepsWork?: boolean
}

/** An action for signed-in members; everybody else is sent to the sign-in page. */
export function memberAction<S extends Fields>(schema: S, run: Run<S, Member>, { keepsWork }: Care = {}): Action {
  return edge(schema, keepsWork ? requireMemberOrKeep : requireMember, run, { keepsWork })
}

/** An action for members whom staff have verified: what others will read (DS-07). The verb checks it again in its transaction. */
export function verifiedAction<S extends Fields>(schema: S, run: Run<S, Member>, care: Care = {}): Action {
  return edge(
    schema,
    async () => {
      const member = await requireMemberOrKeep()
      if (!member.isVerified) throw new Refused('unverified')
      return member
    },
    run,
    care,
  )
}

/**
 * An action for the staff whom its name names in lib/auth/permissions.ts, with a second factor. Before a dangerous one the factor must
 * have been proved within the last 15 minutes: else nothing is done, and the person proves it and comes back to the page.
 */
export function staffAction<S extends Fields>(
  name: keyof typeof staffActs,
  schema: S,
  run: Run<S, Member>,
  { keepsWork }: Care = {},
): Action {
  return edge(
    schema,
    async () => {
      const member = keepsWork ? await requireMemberOrKeep() : await requireMember()
      if (!mayDo(member.role, name)) throw new Refused('role')
      if (!member.factorAt) throw new Refused('second-factor')
      if (isDangerous(staffActs[name])) await requireFreshFactor(member)
      return member
    },
    run,
    { keepsWork },
  )
}

/** Sends somebody whose second factor was proved too long ago to prove it again, and then back to this page. */
export async function requireFreshFactor(member: Member): Promise<void> {
  if (isFresh(member, contextOf(member).now())) return
  const path = (await headers()).get('x-portal-path') ?? '/mein-profil'
  redirect(`${FACTOR_PAGE}/bestaetigen?weiter=${encodeURIComponent(path)}`)
}

/** The same for what members do to their own account: whoever has no second factor is asked for the password alone. */
export async function requireOwnFactor(member: Member): Promise<void> {
  if (mustProve(member, contextOf(member).now())) await requireFreshFactor(member)
}

/** Answer of an action whose limit is reached (S-L1): 429, Retry-After and a German text. */
export function throttled(retryAfterSeconds: number): FormState {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
  const wait =
    minutes === 1 ? 'eine Minute' : minutes < 120 ? `${minutes} Minuten` : `${Math.ceil(minutes / 60)} Stunden`
  return {
    problem: `Zu viele Versuche. Bitte warten Sie ${wait} und versuchen Sie es dann noch einmal.`,
    retryAfterSeconds,
  }
}

/** Guard, parse, call, answer: the four moves of every action. */
function edge<S extends Fields, M extends Member | undefined>(
  schema: S,
  guard: () => Promise<M>,
  run: Run<S, M>,
  { keepsWork }: Care = {},
): Action {
  async function notTaken(status: number, state: FormState, extra?: Record<string, string>): Promise<FormState> {
    await giveBack(state)
    return fail(status, state, extra)
  }
  /** Without scripts the page may not be able to draw the form again. */
  async function giveBack({ problem, values }: FormState): Promise<void> {
    if (keepsWork && problem && values && !(await isFetch())) keepWork(values)
  }
  async function action(...args: unknown[]): Promise<FormState> {
    const form = args.at(-1)
    if (!(form instanceof FormData)) return fail(400, { problem: texts.malformed })
    const entries = readEntries(form)
    const values = entries ? keepable(entries) : {}
    try {
      if (await isClosed(contextOf(undefined)))
        return await notTaken(503, { problem: texts.closed, values }, { 'retry-after': '600' })
      const member = await guard()
      if (!entries) return fail(400, { problem: texts.malformed })
      const parsed = schema.safeParse(entries)
      if (!parsed.success) return await invalid(parsed.error, values, Object.keys(entries))
      const state = (await run({ ctx: contextOf(member), member, input: parsed.data })) ?? {}
      if (state.retryAfterSeconds !== undefined) {
        setStatus(429, { 'retry-after': String(Math.ceil(state.retryAfterSeconds)) })
      } else if (state.errors || state.problem) await setFormStatus(state.status)
      if (state.problem) await giveBack({ ...state, values })
      return state.errors || state.problem || state.preview || state.shownText ? { ...state, values } : state
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof SessionEnded) return await notTaken(401, { problem: texts.ended, values })
      if (error instanceof Refused) return await notTaken(403, { problem: texts.refused, values })
      if (error instanceof Overloaded) return fail(429, { problem: texts.busy, values }, { 'retry-after': '10' })
      reportError(error, 'action')
      return isDatabaseGone(error)
        ? await notTaken(503, { problem: texts.gone, values }, { 'retry-after': '60' })
        : await notTaken(500, { problem: texts.failed, values })
    }
  }
  return action as Action
}

/** The session has ended while somebody was writing. */
class SessionEnded extends Error {}

async function requireMemberOrKeep(): Promise<Member> {
  const member = await currentMember()
  if (!member) throw new SessionEnded()
  return member
}

async function requireMember(): Promise<Member> {
  return (await currentMember()) ?? redirect('/anmelden')
}

/**
 * Every field once and as text, without characters that no text in the database can have; undefined if one is doubled or a file. React's
 * own fields are left out.
 */
function readEntries(form: FormData): Record<string, string> | undefined {
  const entries = new Map<string, string>()
  for (const [name, value] of form) {
    if (name.startsWith('$ACTION_')) continue
    if (typeof value !== 'string' || entries.has(name) || name === '__proto__') return undefined
    entries.set(name, value.replaceAll('\0', ''))
  }
  return Object.fromEntries(entries)
}

/** No less than a form may be at all (server/largest-body.mjs): whatever was written stays. */
const longestKeptValue = 1_000_000

function keepable(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter(([name, value]) => !/password/i.test(name) && value.length <= longestKeptValue),
  )
}

/** Messages in the order of the fields on the page; a box that was not ticked is not sent and stands last. */
async function invalid(error: z.ZodError, values: Record<string, string>, sent: string[]): Promise<FormState> {
  const { formErrors, fieldErrors } = z.flattenError(error)
  // Unknown or missing fields cannot come from our own form.
  if (formErrors.length > 0) return fail(400, { problem: texts.malformed, values })
  const errors = Object.fromEntries(
    Object.entries(fieldErrors as Record<string, string[] | undefined>)
      .map(([name, messages]) => [name, messages?.[0] ?? texts.malformed] as const)
      .sort(([one], [other]) => place(one) - place(other)),
  )
  function place(name: string): number {
    return sent.includes(name) ? sent.indexOf(name) : sent.length
  }
  await setFormStatus()
  return { errors, values }
}

/**
 * Without JavaScript the answer is a page of its own and says 422, or 401 for a sign-in that failed; a fetch by the form
 * stays 200 and quiet.
 */
async function setFormStatus(status: 401 | 422 = 422): Promise<void> {
  if (await isFetch()) return
  setStatus(status, status === 401 ? { 'www-authenticate': 'Form realm="QualiService"' } : {})
}

/** Did the form itself send this (scripts run), and not the browser? */
async function isFetch(): Promise<boolean> {
  return (await headers()).has('next-action')
}

function fail(status: number, state: FormState, extra?: Record<string, string>): FormState {
  setStatus(status, extra)
  return state
}
