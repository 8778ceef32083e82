import { type PortalContext } from '../context'
import { iCalendar, icalText, icalUtc } from '../icalendar'
import { pageSizes } from '../list'
import { titleOf } from './kinds'
import { listWork, type Work } from './list-work'

/** What should be done by when, as a calendar file of whoever asks. It names no member. */
export async function deadlineCalendar(ctx: PortalContext): Promise<string> {
  const entries = await allWork(ctx)
  const { appUrl } = ctx.mail
  return iCalendar(
    'Aufgaben',
    entries.flatMap(({ due, ...entry }) =>
      due
        ? [
            'BEGIN:VEVENT',
            `UID:${icalText(`${entry.kind}-${entry.id}`)}@${new URL(appUrl).hostname}`,
            `DTSTAMP:${icalUtc(ctx.now())}`,
            `DTSTART:${icalUtc(due)}`,
            `SUMMARY:${icalText(titleOf(entry))}`,
            `URL:${appUrl}${entry.path}`,
            'TRANSP:TRANSPARENT',
            'END:VEVENT',
          ]
        : [],
    ),
  )
}

async function allWork(ctx: PortalContext, page = 1): Promise<Work[]> {
  const { entries, pages } = await listWork(ctx, { page, size: Math.max(...pageSizes) })
  return page < pages ? [...entries, ...(await allWork(ctx, page + 1))] : entries
}
