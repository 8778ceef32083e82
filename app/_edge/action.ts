import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import { FACTOR_FIELD } from '@/components/forms/field-state'
import { keepFlash } from '@/lib/auth/flash'
import { Overloaded } from '@/lib/auth/hash-queue'
import { isDangerous, mayDo, ownActs, staffActs } from '@/lib/auth/permissions'
import { currentMember, type Member, removeSessionCookie } from '@/lib/auth/session'
import { isClosed } from '@/lib/closure'
import { type PortalContext } from '@/lib/context'
import { isErased } from '@/lib/erasure/is-erased'
import { type Farewell, keepFarewell, keepForm, keepWork, setStatus, takeUp } from '@/lib/exchange'
import { isUuid } from '@/lib/fields'
import { isDatabaseGone, reportError } from '@/lib/report-error'
import { Refused } from '@/lib/result'
import { contextOf } from './context-of'
import { type FormState } from './form-state'
import { noteRefusal } from './note-refusal'
import { currentPath, provePage } from './page'
import { proveInForm } from './prove-in-form'

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
    'Ihre Sitzung ist abgelaufen, es wurde nichts gespeichert. Ihre Eingaben stehen noch hier: Melden Sie sich in einem neuen Fenster an und senden Sie dann hier noch einmal.',
  busy: 'Das Portal ist gerade stark ausgelastet. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
  failed: 'Es ist ein Fehler aufgetreten. Es wurde nichts gespeichert. Bitte versuchen Sie es später noch einmal.',
}

/** An action that anybody may call. */
export function publicAction<S extends Fields>(schema: S, run: Run<S, Member | undefined>): Action {
  return edge(schema, () => currentMember(), run)
}

type Care = {
  /** What could not be taken comes back in its form. Without scripts the page itself draws that form again, if it says so here. */
  keepsWork?: boolean
}

/** An action for signed-in members; everybody else is sent to the sign-in page. */
export function memberAction<S extends Fields>(schema: S, run: Run<S, Member>, care: Care = {}): Action {
  return edge(schema, requireMember, run, care)
}

/** An action for members whom staff have verified: what others will read (DS-07). The verb checks it again in its transaction. */
export function verifiedAction<S extends Fields>(schema: S, run: Run<S, Member>, care: Care = {}): Action {
  return edge(
    schema,
    async () => {
      const member = await requireMember()
      if (!member.isVerified) throw new Refused('unverified')
      return member
    },
    run,
    care,
  )
}

/**
 * What a member does to the own account; its name says in lib/auth/permissions.ts what it does. Before a dangerous one whoever has a second
 * factor must have proved it within the last 15 minutes: else nothing is done, and the form asks for it (S-A9). A form that names its
 * `account` is taken from nobody else; if that was erased meanwhile in another tab, the person learns it (S-M2).
 */
export function ownAction<S extends Fields>(
  name: keyof typeof ownActs,
  schema: S,
  run: Run<S, Member>,
  { keepsWork }: Care = {},
): Action {
  async function owner({ account }: Record<string, string>): Promise<Member> {
    const member = await currentMember()
    if (account && member?.accountId !== account) {
      if (isUuid(account) && (await isErased(contextOf(member), account))) throw new Erased()
      if (member) redirect('/mein-profil')
    }
    if (!member) throw new SessionEnded()
    return member
  }
  return edge(schema, owner, run, { keepsWork, asksFactor: isDangerous(ownActs[name]) })
}

/**
 * An action for the staff whom its name names in lib/auth/permissions.ts, with a second factor. Before a dangerous one the factor must
 * have been proved within the last 15 minutes: else nothing is done, and the form asks for it.
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
      const member = await requireMember()
      if (!mayDo(member.role, name)) throw new Refused('role')
      if (!member.factorAt) throw new Refused('second-factor')
      return member
    },
    run,
    { keepsWork, asksFactor: isDangerous(staffActs[name].effect), entrance: name },
  )
}

/** Guard, parse, call, answer: the four moves of every action. */
function edge<S extends Fields, M extends Member | undefined>(
  schema: S,
  guard: (entries: Record<string, string>) => Promise<M>,
  run: Run<S, M>,
  { keepsWork, asksFactor, entrance }: Care & { asksFactor?: boolean; entrance?: string } = {},
): Action {
  async function action(...args: unknown[]): Promise<FormState> {
    takeUp()
    const form = args.at(-1)
    if (!(form instanceof FormData)) return fail(400, { problem: texts.malformed })
    const read = readEntries(form)
    const { [FACTOR_FIELD]: code, ...entries } = read ?? {}
    const values = keepable(entries)
    // A button without a form of its own shows no answer.
    const hasForm = args.length > 1
    async function notTaken(status: number, problem: string, extra?: Record<string, string>): Promise<FormState> {
      if (hasForm && !(await isFetch())) keepsWork ? keepWork(values) : keepForm(sentOnce(form as FormData))
      return fail(status, { problem, values }, extra)
    }
    try {
      if (await isClosed(contextOf(undefined))) return await notTaken(503, texts.closed, { 'retry-after': '600' })
      const visitor = await guard(entries)
      if (!read) return fail(400, { problem: texts.malformed })
      const proof = asksFactor && visitor ? await proveInForm(visitor, code) : { member: visitor }
      if ('refusal' in proof) {
        if (!hasForm) return redirect(provePage(await currentPath('/mein-profil')))
        return await factorAsked({ ...proof.refusal, values })
      }
      const { member } = proof
      const parsed = schema.safeParse(entries)
      if (!parsed.success) return await invalid(parsed.error, values, Object.keys(entries))
      const ctx = contextOf(member)
      const state = (await run({ ctx, member, input: parsed.data })) ?? {}
      if (state.next) await leave(ctx, state.next)
      if (state.farewell) return await takeLeave(state.farewell)
      if (state.retryAfterSeconds !== undefined) {
        setStatus(429, { 'retry-after': String(Math.ceil(state.retryAfterSeconds)) })
      } else if (state.errors || state.problem) await setFormStatus(state.status)
      // Without scripts the page may not be able to draw the form again.
      if (state.problem && (keepsWork || state.isLate) && !(await isFetch())) keepWork(values)
      return state.errors || state.problem || state.preview || state.shownText ? { ...state, values } : state
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof SessionEnded) {
        if (!hasForm) redirect(`/anmelden?weiter=${encodeURIComponent(await currentPath('/mein-profil'))}`)
        return await notTaken(401, texts.ended)
      }
      if (error instanceof Erased) return await takeLeave('erased')
      if (error instanceof Refused) {
        await noteRefusal(entrance, error)
        return await notTaken(403, texts.refused)
      }
      if (error instanceof Overloaded) return fail(429, { problem: texts.busy, values }, { 'retry-after': '10' })
      reportError(error, 'action')
      return isDatabaseGone(error)
        ? await notTaken(503, texts.gone, { 'retry-after': '60' })
        : await notTaken(500, texts.failed)
    }
  }
  return action as Action
}

/** On to the next page, which says once what has been done: the address never does. */
async function leave(ctx: PortalContext, { path, flash }: NonNullable<FormState['next']>): Promise<never> {
  if (flash) await keepFlash(ctx, path.replace(/[?#].*/, ''), flash)
  // It may be on the screen already: then it comes anew, not as the browser has kept it.
  revalidatePath('/', 'layout')
  redirect(path)
}

/** The browser drops its session and what it kept of the pages (S-C1, S-C9); the answer itself says why (FarewellPage). */
async function takeLeave(farewell: Farewell): Promise<FormState> {
  await removeSessionCookie()
  setStatus(200, { 'clear-site-data': '"cache", "storage"' })
  if (!keepFarewell(farewell)) redirect(farewell === 'erased' ? '/' : '/anmelden')
  revalidatePath('/', 'layout')
  return {}
}

/** The account of the form was erased meanwhile, in another tab (S-M2). */
class Erased extends Error {}

/** The session has ended while somebody was at a form: it comes back as it was, and says so. */
class SessionEnded extends Error {}

async function requireMember(): Promise<Member> {
  const member = await currentMember()
  if (!member) throw new SessionEnded()
  return member
}

/** The code is asked for in the form: 401 for a browser, quiet for the form itself. */
async function factorAsked({ retryAfterSeconds, ...state }: FormState): Promise<FormState> {
  if (retryAfterSeconds !== undefined) return fail(429, state, { 'retry-after': String(Math.ceil(retryAfterSeconds)) })
  await setFormStatus(401)
  return state
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

/** What the browser sent, to be sent again; never passwords and codes. */
function sentOnce(form: FormData): [string, string][] {
  return [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !isSecret(name) && value.length <= longestKeptValue ? [[name, value]] : [],
  )
}

function isSecret(name: string): boolean {
  return name === FACTOR_FIELD || /password/i.test(name)
}

function keepable(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter(([name, value]) => !isSecret(name) && value.length <= longestKeptValue),
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
