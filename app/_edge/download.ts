import { Readable } from 'node:stream'
import { connection } from 'next/server'
import { type Flash, keepFlash } from '@/lib/auth/flash'
import { type Effect, isDangerous, ownDownloads, type StaffAct, staffDownloads } from '@/lib/auth/permissions'
import { currentMember, type Member } from '@/lib/auth/session'
import { mustProve } from '@/lib/auth/step-up'
import { isClosed } from '@/lib/closure'
import { type PortalContext } from '@/lib/context'
import { csvLine } from '@/lib/personal-data/csv-line'
import { isDatabaseGone, reportError } from '@/lib/report-error'
import { Refused } from '@/lib/result'
import { contextOf } from './context-of'
import { noteRefusal } from './note-refusal'
import { provePage } from './page'

type Call = { ctx: PortalContext; member: Member; request: Request }
type Handler = (request: Request) => Promise<Response>

/** An answer that is no page, for everybody: feeds, calendars, the sitemap. Not while the portal is closed after a restore (DS-04). */
export function publicRoute(
  run: (call: { ctx: PortalContext; request: Request; params: Record<string, string> }) => Promise<Response>,
): (request: Request, props: { params: Promise<Record<string, string>> }) => Promise<Response> {
  return async (request, { params }) => {
    // Never made at the build: settings and database are those of the running portal.
    await connection()
    const ctx = contextOf(undefined)
    try {
      if (await isClosed(ctx)) return plain(503, 'Das Portal wird gerade gewartet.')
      return await run({ ctx, request, params: await params })
    } catch (error) {
      return failed(error, 'public route')
    }
  }
}

/** A file for a signed-in member about the own account; its address says in lib/auth/permissions.ts what it does. */
export function memberRoute(address: keyof typeof ownDownloads, run: (call: Call) => Promise<Response>): Handler {
  return guarded({ effect: ownDownloads[address], mayGet: () => true }, run)
}

/** A file for the staff whom its address names in lib/auth/permissions.ts, with a second factor (S-A8). */
export function staffRoute(address: keyof typeof staffDownloads, run: (call: Call) => Promise<Response>): Handler {
  const { roles, effect }: StaffAct = staffDownloads[address]
  const mayGet = ({ role, factorAt }: Member) => factorAt !== null && roles.some((allowed) => allowed === role)
  return guarded({ effect, mayGet, entrance: address }, run)
}

/** Where the link to a file stands, with what was filled in there. */
function pageAbove(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return `${pathname.slice(0, pathname.lastIndexOf('/'))}${search}`
}

/**
 * Before a file that discloses, the second factor must have been proved within the last 15 minutes. Whoever must prove it, or sign in,
 * comes back to the page above the file.
 */
function guarded(
  { effect, mayGet, entrance }: { effect: Effect; mayGet: (member: Member) => boolean; entrance?: string },
  run: (call: Call) => Promise<Response>,
): Handler {
  return async (request) => {
    try {
      if (await isClosed(contextOf(undefined))) return plain(503, 'Das Portal wird gerade gewartet.')
      const member = await currentMember()
      if (!member) return seeOther(`/anmelden?weiter=${encodeURIComponent(pageAbove(request))}`)
      if (!mayGet(member)) throw new Refused(member.role !== 'member' && !member.factorAt ? 'second-factor' : 'role')
      const ctx = contextOf(member)
      if (isDangerous(effect) && mustProve(member, ctx.now())) return seeOther(provePage(pageAbove(request)))
      return await run({ ctx, member, request })
    } catch (error) {
      if (error instanceof Refused) {
        await noteRefusal(entrance, error)
        return plain(403, 'Dazu haben Sie keine Berechtigung.')
      }
      return failed(error, `download ${new URL(request.url).pathname}`)
    }
  }
}

function failed(error: unknown, where: string): Response {
  const reference = reportError(error, where)
  return isDatabaseGone(error)
    ? plain(503, 'Das Portal ist gerade nicht erreichbar. Bitte versuchen Sie es in einigen Minuten noch einmal.')
    : plain(500, `Es ist ein Fehler aufgetreten (Kennzeichen ${reference}).`)
}

/** What was sent to a file; nothing, if it is no form that can be read. */
export function formOf(request: Request): Promise<FormData> {
  return request.formData().catch(() => new FormData())
}

/** Relative on purpose: behind a proxy the server does not know its own address. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

/** In place of a file: the page at `path`, which says once why there is none. */
export async function seeWhy(ctx: PortalContext, path: string, flash: Flash): Promise<Response> {
  await keepFlash(ctx, path, flash)
  return seeOther(path)
}

/** A file to keep; never stored on the way. Its name holds nothing that a header could break at (ASVS 5.4.2). */
export function download(name: string, type: string, body: BodyInit): Response {
  return new Response(body, { headers: { 'content-type': type, ...attachment(name), 'cache-control': 'no-store' } })
}

export function attachment(name: string): Record<string, string> {
  if (!/^[\w.-]+$/.test(name) || name.startsWith('.')) throw new Error('names of files are plain ASCII')
  return { 'content-disposition': `attachment; filename="${name}"` }
}

/** Rows for a German spreadsheet, some at a time: byte order mark, semicolons, nothing that it would take for a formula. */
export function csv(name: string, head: string[], chunks: Iterable<string[][]> | AsyncIterable<string[][]>): Response {
  async function* lines() {
    yield `\uFEFF${csvLine(head)}`
    for await (const rows of chunks) yield rows.map(csvLine).join('')
  }
  const bytes = Readable.from(lines(), { objectMode: false })
  return download(name, 'text/csv; charset=utf-8', Readable.toWeb(bytes) as ReadableStream)
}

export function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
