import { codesOf, dutyLabels, stepLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { LATE_AFTER } from '../duty-states'
import { settings } from '../env'
import { warnings } from '../fail-closed'
import { type Waits, waitingColumns } from '../waiting'

const TELL_OPERATOR = 'Bitte geben Sie den Betreibern Bescheid; sie finden den Grund im Fehlerprotokoll des Servers.'
const address = Prisma.sql`'/admin#betrieb'`

/** What administrators pass on to whoever runs the server: the promises rest on it. */
export const operationWaiting = {
  'late-duty': {
    acts: ['resumeDispatch'],
    page: '/admin/postausgang',
    isUrgent: true,
    details: dutyLabels,
    hint: `Seit mehr als ${LATE_AFTER} Stunden nicht vollständig gelaufen. ${TELL_OPERATOR}`,
    told: 'room',
    rows: (ctx) => {
      const now = ctx.now()
      const late = new Date(now.getTime() - LATE_AFTER * 3_600_000)
      const ahead = new Date(now.getTime() + 3_600_000)
      return Prisma.sql`
        SELECT ${waitingColumns({
          id: Prisma.sql`duty`,
          since: Prisma.sql`at`,
          due: Prisma.sql`at`,
          detail: Prisma.sql`duty`,
          path: address,
        })} FROM (
          SELECT d.duty, coalesce(l.last_run_at, (SELECT max(finished_at) FROM _prisma_migrations)) AS at
          FROM unnest(${codesOf(dutyLabels)}::text[]) AS d (duty) LEFT JOIN duty_lease l ON l.duty = 'duty/' || d.duty
        ) each WHERE at < ${late}::timestamptz OR at > ${ahead}::timestamptz`
    },
  },
  'failing-step': {
    acts: ['resumeDispatch'],
    page: '/admin/postausgang',
    isUrgent: true,
    details: stepLabels,
    hint: TELL_OPERATOR,
    told: 'room',
    rows: () => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`duty || '/' || step`,
        since: Prisma.sql`failing_since`,
        due: Prisma.sql`failing_since`,
        detail: Prisma.sql`step`,
        path: address,
      })} FROM duty_step WHERE failing_since IS NOT NULL`,
  },
  setting: {
    acts: ['resumeDispatch'],
    page: '/admin/postausgang',
    hint: `Sie ist zu prüfen. ${TELL_OPERATOR}`,
    told: 'room',
    rows: (ctx) => Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`name`,
        since: Prisma.sql`${ctx.now()}::timestamptz`,
        detail: Prisma.sql`name`,
        path: address,
      })} FROM unnest(${warnings(process.env, settings()).map(({ name }) => name)}::text[]) AS s (name)`,
  },
} as const satisfies Record<string, Waits>
