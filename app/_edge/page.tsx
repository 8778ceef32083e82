import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { connection } from 'next/server'
import { type ReactNode } from 'react'
import { verificationOf } from '@/lib/accounts/verification-state'
import { maySee, type pageRoles } from '@/lib/auth/permissions'
import { currentMember, type Member, pendingMember } from '@/lib/auth/session'
import { isClosed } from '@/lib/closure'
import { type PortalContext } from '@/lib/context'
import { isNoForm, type KeptWork, keptFarewell, keptForm, keptWork } from '@/lib/exchange'
import { isDatabaseGone, reportError } from '@/lib/report-error'
import { Refused } from '@/lib/result'
import { readLine } from '@/lib/typed-text'
import { countWork } from '@/lib/work-queue/list-work'
import { contextOf } from './context-of'
import { ErrorPage } from './error-page'
import { FarewellPage } from './farewell'
import { withFlash } from './flash'
import { MaintenancePage } from './maintenance-page'
import { NotTaken } from './not-taken'
import { noteRefusal } from './note-refusal'
import { VerificationPending } from './verification-pending'

type RawProps = {
  params: Promise<Record<string, string>>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}
/** What a page gets: `query` holds the first value of each parameter, without characters that no text in the database can have. */
export type PageInput<M> = {
  ctx: PortalContext
  member: M
  params: Record<string, string>
  query: Record<string, string | undefined>
}
type Page = (props: RawProps) => Promise<ReactNode>

/** A person of staff who looks at a page of the administration, with what waits for them, for the menu. */
export type StaffMember = Member & { work: { waiting: number; isUrgent: boolean } }

/** Where a second factor is set up. */
export const FACTOR_PAGE = '/mein-profil/sicherheit/zweiter-faktor'
/** Where it is proved again, and then back to this path. */
export function provePage(path: string): string {
  return `${FACTOR_PAGE}/bestaetigen?weiter=${encodeURIComponent(path)}`
}
/** Where a second factor is asked for after the password. */
export const SECOND_STEP_PAGE = '/anmelden/zweiter-schritt'

/**
 * Draws the form of a page again that could not be taken (`keepsWork`), with what was written, for whoever sent it, and nothing else: the
 * page itself may not be theirs any more, or not be there. The form says why, if it names its page (PortalForm).
 */
type GiveBack = (work: KeptWork) => ReactNode

/** A page that anybody may see. `member` is undefined for visitors. */
export function publicPage(
  render: (input: PageInput<Member | undefined>) => ReactNode | Promise<ReactNode>,
  giveBack?: GiveBack,
): Page {
  const page = open(async (props) => {
    const member = await currentMember()
    const ctx = contextOf(member)
    return withFlash(ctx, member, await render({ ctx, member, ...(await inputOf(props)) }))
  })
  return givingBack(page, giveBack)
}

/** A page that needs no database: policy, legal notice and the like stay reachable when it is gone (A-B5). */
export function staticPage(
  render: (input: { params: Record<string, string> }) => ReactNode | Promise<ReactNode>,
): Page {
  return guarded(async ({ params }) => render({ params: await params }))
}

/** A page for signed-in members; everybody else is sent to the sign-in page and comes back afterwards. */
export function memberPage(
  render: (input: PageInput<Member>) => ReactNode | Promise<ReactNode>,
  giveBack?: GiveBack,
): Page {
  const page = open(async (props) => {
    const member = await requireMember()
    const ctx = contextOf(member)
    return withFlash(ctx, member, await render({ ctx, member, ...(await inputOf(props)) }))
  })
  return givingBack(page, giveBack)
}

/** A page for members whom staff have verified, for what others will read (DS-07); the others learn what they wait for. */
export function verifiedPage(
  render: (input: PageInput<Member>) => ReactNode | Promise<ReactNode>,
  giveBack?: GiveBack,
): Page {
  const page = memberPage(async (input) =>
    input.member.isVerified ? (
      render(input)
    ) : (
      <VerificationPending state={await verificationOf(input.ctx, input.member.accountId)} />
    ),
  )
  return givingBack(page, giveBack)
}

/**
 * A page for the staff whom its address names in lib/auth/permissions.ts, with a second factor; members get 403, visitors the sign-in
 * page.
 */
export function staffPage(
  address: keyof typeof pageRoles,
  render: (input: PageInput<StaffMember>) => ReactNode | Promise<ReactNode>,
  giveBack?: GiveBack,
): Page {
  const page = open(async (props) => {
    const member = await requireMember()
    if (!maySee(member.role, address)) throw new Refused('role')
    // Staff have a second factor before they see anything of the administration (S-A8).
    if (!member.factorAt) redirect(`${FACTOR_PAGE}?weiter=${encodeURIComponent(await currentPath())}`)
    const ctx = contextOf(member)
    const counts = await countWork(ctx)
    const work = {
      waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
      isUrgent: counts.some(({ urgent }) => urgent > 0),
    }
    const staff = { ...member, work }
    return withFlash(ctx, member, await render({ ctx, member: staff, ...(await inputOf(props)) }))
  }, address)
  return givingBack(page, giveBack)
}

function givingBack(page: Page, giveBack: GiveBack | undefined): Page {
  return async (props) => {
    await connection()
    const work = giveBack && keptWork()
    if (work) return giveBack(work)
    const form = keptForm()
    return form ? <NotTaken form={form} /> : page(props)
  }
}

/** Not while the portal is closed after a restore (DS-04); static pages stay reachable then. */
function open(page: Page, entrance?: string): Page {
  return guarded(
    async (props) => ((await isClosed(contextOf(undefined))) ? <MaintenancePage /> : page(props)),
    entrance,
  )
}

/** Every failure becomes a full German page with the right status, without JavaScript too (W9). */
function guarded(page: Page, entrance?: string): Page {
  return async (props) => {
    // Every page is rendered per request: the CSP nonce and the status belong to this answer alone.
    await connection()
    const farewell = keptFarewell()
    if (farewell) return <FarewellPage farewell={farewell} />
    if (isNoForm()) return <ErrorPage status={400} />
    try {
      return await page(props)
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof Refused) {
        await noteRefusal(entrance, error)
        return <ErrorPage status={403} />
      }
      const reference = reportError(error, 'page')
      return <ErrorPage status={isDatabaseGone(error) ? 503 : 500} reference={reference} />
    }
  }
}

async function requireMember(): Promise<Member> {
  const member = await currentMember()
  if (member) return member
  const page = (await pendingMember()) ? SECOND_STEP_PAGE : '/anmelden'
  return redirect(`${page}?weiter=${encodeURIComponent(await currentPath())}`)
}

/** Of the page that is asked for, or whose form was sent. */
export async function currentPath(fallback = '/'): Promise<string> {
  return (await headers()).get('x-portal-path') ?? fallback
}

async function inputOf({ params, searchParams }: RawProps) {
  const query = Object.fromEntries(
    Object.entries(await searchParams).map(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value
      return [name, first && readLine(first)]
    }),
  )
  return { params: await params, query }
}
