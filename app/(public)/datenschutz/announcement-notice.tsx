import { unstable_rethrow } from 'next/navigation'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { type PortalContext } from '@/lib/context'
import { type CalendarDay } from '@/lib/dates'
import { noticeForMember, noticeForVisitors } from '@/lib/policies/notice'
import { formatDay } from '@/lib/text'
import { confirmNotice } from './bekanntmachung/actions'

type Props = {
  ctx: PortalContext
  /** Nobody where no one is signed in. */
  accountId?: string
  /** Page on which it stands, to come back to. */
  path?: string
}

type Shown = { versionNumber: number; lastDay?: CalendarDay }

/** Bekanntmachung einer neuen Fassung on every page (DS-11). The pages stand without it when the database is away. */
export async function AnnouncementNotice({ ctx, accountId, path = '/' }: Props) {
  // There it is the page itself.
  if (path.startsWith('/datenschutz/bekanntmachung')) return null
  const notice = await shownTo(ctx, accountId)
  if (!notice) return null
  const { versionNumber, lastDay } = notice
  return (
    <aside aria-label="Bekanntmachung" className="no-print border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
        <Text>
          <strong>Wir ändern die Datenschutzerklärung (Fassung {versionNumber}).</strong>{' '}
          <Link href={`/datenschutz/versionen/${versionNumber}/aenderungen`}>Was sich ändert</Link>{' '}
          {lastDay ? `Sie können bis ${formatDay(lastDay)} ` : 'Mitglieder können '}
          <Link href="/datenschutz/widerspruch">widersprechen</Link>.
        </Text>
        {accountId ? (
          <form action={confirmNotice}>
            <input type="hidden" name="versionNumber" value={versionNumber} />
            <input type="hidden" name="weiter" value={path} />
            <Button variant="secondary" small>
              Zur Kenntnis genommen
            </Button>
          </form>
        ) : null}
      </div>
    </aside>
  )
}

async function shownTo(ctx: PortalContext, accountId: string | undefined): Promise<Shown | undefined> {
  try {
    return await (accountId ? noticeForMember(ctx, accountId) : noticeForVisitors(ctx))
  } catch (error) {
    unstable_rethrow(error)
    // The page meets the same failure and reports it.
    return undefined
  }
}
