import { type PortalContext } from '../context'
import { iCalendar, icalText, icalUtc } from '../icalendar'
import { titleOf } from './kinds'
import { listWork } from './list-work'

/** What should be done by when, as a calendar file of whoever asks. It names no member. */
export async function deadlineCalendar(ctx: PortalContext): Promise<string> {
  const { entries } = await listWork(ctx)
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
