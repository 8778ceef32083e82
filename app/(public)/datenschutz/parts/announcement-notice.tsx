import { unstable_rethrow } from 'next/navigation'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { ScreenReaderText, Text } from '@/components/kern/text'
import { type PortalContext } from '@/lib/context'
import { type CalendarDay } from '@/lib/dates'
import { noticesForMember, noticesForVisitors } from '@/lib/policies/notice'
import { formatDay } from '@/lib/text'
import { confirmNotice } from '../bekanntmachung/actions'
import { changesAddress } from './changes-address'

type Props = {
  ctx: PortalContext
  /** Nobody where no one is signed in. */
  accountId?: string
  /** Page on which it stands, to come back to. */
  path?: string
}

type Shown = { versionNumber: number; lastDay?: CalendarDay; governing?: number }

/** Bekanntmachung einer neuen Fassung on every page (DS-11). The pages stand without it when the database is away. */
export async function AnnouncementNotice({ ctx, accountId, path = '/' }: Props) {
  // There it is the page itself.
  if (path.startsWith('/datenschutz/bekanntmachung')) return null
  const notices = await shownTo(ctx, accountId)
  const [newest] = notices
  if (!newest) return null
  return (
    <aside aria-label="Bekanntmachung" className="no-print border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
        <div className="flex flex-col gap-1">
          {notices.map((notice) => (
            <Announced key={notice.versionNumber} notice={notice} />
          ))}
        </div>
        {accountId ? (
          <form action={confirmNotice}>
            <input type="hidden" name="versionNumber" value={newest.versionNumber} />
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

function Announced({ notice: { versionNumber, lastDay, governing } }: { notice: Shown }) {
  const name = `Fassung ${versionNumber}`
  return (
    <Text>
      <strong>Wir ändern die Datenschutzerklärung ({name}).</strong>{' '}
      <Link href={changesAddress(versionNumber, governing)}>
        Was sich ändert
        <ScreenReaderText>{` (${name})`}</ScreenReaderText>
      </Link>
      . {lastDay ? `Sie können bis ${formatDay(lastDay)} ` : 'Mitglieder können '}
      <Link href="/datenschutz/widerspruch">widersprechen</Link>.
    </Text>
  )
}

async function shownTo(ctx: PortalContext, accountId: string | undefined): Promise<Shown[]> {
  try {
    return await (accountId ? noticesForMember(ctx) : noticesForVisitors(ctx))
  } catch (error) {
    unstable_rethrow(error)
    // The page meets the same failure and reports it.
    return []
  }
}
