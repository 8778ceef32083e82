import { download, staffRoute } from '@/app/_edge/download'
import { deadlineCalendar } from '@/lib/work-queue/deadlines'

/** The own deadlines for the own calendar. */
export const GET = staffRoute('/admin/aufgaben/kalender', async ({ ctx }) =>
  download('aufgaben.ics', 'text/calendar; charset=utf-8', await deadlineCalendar(ctx)),
)
