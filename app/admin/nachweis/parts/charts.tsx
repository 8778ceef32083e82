import { BarChart } from '@/components/admin/bar-chart'
import { HistoryChart } from '@/components/admin/history-chart'
import { Accordion } from '@/components/kern/accordion'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { type PromiseHistory } from '@/lib/accountability/history'
import { type DeadlineKind, type Deadlines, type ErasuresOfMonth } from '@/lib/accountability/outlook'
import { erasureReasonLabels, labelOf } from '@/lib/codes'
import { type CalendarDay } from '@/lib/dates'
import { formatDay, formatNumber } from '@/lib/text'

/** When each promise was kept, day by day. */
export function History({
  history,
  from,
  until,
}: {
  history: PromiseHistory[]
  from: CalendarDay
  until: CalendarDay
}) {
  return (
    <Section id="verlauf" title="Verlauf">
      <Text className="max-w-2xl">{summary(history)}</Text>
      <HistoryChart
        rows={history.map(({ id, days }) => ({ key: id, days }))}
        from={formatDay(from)}
        until={formatDay(until)}
      />
      <Accordion title="Verlauf als Tabelle">
        <RecordTable<PromiseHistory>
          caption="Verlauf der Prüfungen je Zusage"
          rows={history}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Zusage',
              heading: true,
              cell: ({ id, title }) => (
                <Link href={`#${id}`}>
                  {id} {title}
                </Link>
              ),
            },
            { title: 'Geprüfte Tage', numeric: true, cell: ({ days }) => formatNumber(count(days, 'unchecked', true)) },
            { title: 'Tage mit Verstoß', numeric: true, cell: ({ days }) => formatNumber(count(days, 'broken')) },
            { title: 'Verstöße', cell: ({ checks }) => breaksText(checks.flatMap(({ breaks }) => breaks)) },
          ]}
        />
      </Accordion>
    </Section>
  )
}

function summary(history: PromiseHistory[]): string {
  const broken = history.filter(({ days }) => days.includes('broken'))
  const length = history[0]?.days.length ?? 0
  if (history.every(({ days }) => days.every((day) => day === 'unchecked'))) {
    return `In den letzten ${formatNumber(length)} Tagen ist noch nichts geprüft worden.`
  }
  if (broken.length === 0)
    return `In den letzten ${formatNumber(length)} Tagen wurde jede Zusage an jedem geprüften Tag eingehalten.`
  return `In den letzten ${formatNumber(length)} Tagen gab es Verstöße bei: ${broken.map(({ id, title }) => `${id} ${title}`).join(', ')}. Hohe Striche zeigen die Tage.`
}

function count(days: readonly string[], state: string, isOthers = false): number {
  return days.filter((day) => (day === state) !== isOthers).length
}

/** "3. Mai 2026 bis 5. Mai 2026 (höchstens 2)"; a dash where there was none. */
export function breaksText(breaks: readonly { from: CalendarDay; until: CalendarDay; most: number }[]): string {
  if (breaks.length === 0) return '–'
  return breaks
    .map(({ from, until, most }) => {
      const span = from === until ? formatDay(from) : `${formatDay(from)} bis ${formatDay(until)}`
      return `${span} (höchstens ${formatNumber(most)})`
    })
    .join('; ')
}

const deadlineLabels: Record<DeadlineKind, { label: string; href: `/admin${string}` }> = {
  request: { label: 'Antworten auf Anliegen', href: '/admin/vorgaenge' },
  'breach-report': { label: 'Meldungen von Datenpannen', href: '/admin/nachweis/datenpannen' },
  'hold-review': { label: 'Überprüfungen von Löschsperren', href: '/admin/herausgabe' },
  'notice-answer': { label: 'Fristen von Mitgliedern zur Anmeldung', href: '/admin/inaktivitaet' },
}

/** What falls due in the next weeks. */
export function DeadlinesAhead({ deadlines }: { deadlines: Deadlines[] }) {
  const weeks =
    deadlines[0]?.weeks.map((_, week) => deadlines.reduce((sum, row) => sum + (row.weeks[week] ?? 0), 0)) ?? []
  return (
    <Section id="fristen" title={`Fristen der nächsten ${formatNumber(weeks.length)} Wochen`}>
      {weeks.some((value) => value > 0) ? (
        <BarChart bars={weeks.map((value, week) => ({ key: String(week), value, label: weekLabel(week) }))} />
      ) : (
        <Text>In dieser Zeit endet keine Frist.</Text>
      )}
      <RecordTable<Deadlines>
        caption="Fristen nach Art"
        rows={deadlines}
        rowKey={({ kind }) => kind}
        columns={[
          {
            title: 'Frist',
            heading: true,
            cell: ({ kind }) => <Link href={deadlineLabels[kind].href}>{deadlineLabels[kind].label}</Link>,
          },
          { title: 'Überfällig', numeric: true, cell: ({ overdue }) => formatNumber(overdue) },
          {
            title: 'Offen',
            numeric: true,
            cell: (row) => formatNumber(row.weeks.reduce((sum, value) => sum + value, 0)),
          },
          { title: 'Nächste', cell: ({ nextOn }) => (nextOn ? formatDay(nextOn) : '–') },
        ]}
      />
    </Section>
  )
}

function weekLabel(week: number): string {
  return week === 0 ? '7 Tage' : `Woche ${week + 1}`
}

/** Erased accounts of the last months. */
export function Erasures({ months }: { months: ErasuresOfMonth[] }) {
  const reasons = Object.keys(erasureReasonLabels).filter((reason) => months.some((month) => month.reasons[reason]))
  const all = months.reduce((sum, month) => sum + month.all, 0)
  return (
    <Section id="loeschungen" title={`Löschungen der letzten ${formatNumber(months.length)} Monate`}>
      <Text>{all === 0 ? 'Bisher keine.' : `${formatNumber(all)} Konten wurden gelöscht.`}</Text>
      {all === 0 ? null : (
        <>
          <BarChart
            bars={months.map(({ month, all: value }) => ({ key: month, value, label: monthText(month, 'short') }))}
          />
          <Accordion title="Löschungen als Tabelle">
            <RecordTable<ErasuresOfMonth>
              caption="Gelöschte Konten nach Monat und Anlass"
              rows={months.filter((month) => month.all > 0)}
              rowKey={({ month }) => month}
              columns={[
                { title: 'Monat', heading: true, cell: ({ month }) => monthText(month, 'long') },
                ...reasons.map((reason) => ({
                  title: labelOf(erasureReasonLabels, reason),
                  numeric: true,
                  cell: (month: ErasuresOfMonth) => formatNumber(month.reasons[reason] ?? 0),
                })),
                { title: 'Zusammen', numeric: true, cell: (month) => formatNumber(month.all) },
              ]}
            />
          </Accordion>
        </>
      )}
    </Section>
  )
}

/** "Nov 26" or "November 2026" of "2026-11". */
function monthText(month: string, length: 'short' | 'long'): string {
  const [, name = '', year = ''] = formatDay(`${month}-01`).split(' ')
  return length === 'long' ? `${name} ${year}` : `${name.slice(0, 3)} ${year.slice(2)}`
}
