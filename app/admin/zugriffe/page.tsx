import { staffPage } from '@/app/_edge/page'
import { BarChart } from '@/components/admin/bar-chart'
import { WeekChart, weekdays } from '@/components/admin/week-chart'
import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { accessTotals, type ErrorTotal, errorTotals, type Total, type WeekdayHour } from '@/lib/access-log/totals'
import { newestVersion } from '@/lib/policies/published-versions'
import { formatDay, formatNumber, formatPeriod } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'

const ERRORS_SHOWN = 50

/** The one evaluation of the access log: total requests by time, and errors for finding faults (DS-02). No other view exists. */
export default staffPage('/admin/zugriffe', async ({ ctx, member }) => {
  const [totals, errors, { accessLogPeriod }] = await Promise.all([
    accessTotals(ctx),
    errorTotals(ctx, ERRORS_SHOWN),
    newestVersion(ctx),
  ])
  return (
    <AdminPage heading="Zugriffe" member={member} part="/admin/zugriffe">
      <Text className="max-w-2xl">
        Gezählt wird jeder Aufruf des Portals, auch von Bildern, Schriften und Programmen. Die Summen enthalten nichts
        über einzelne Personen. Die Protokolldateien werden gelöscht, wenn sie älter als {formatPeriod(accessLogPeriod)}{' '}
        sind. Alle Uhrzeiten gelten für Deutschland.
      </Text>
      <Unlogged requests={totals.unlogged} />
      <Totals
        id="stunden"
        heading="Letzte 48 Stunden"
        unit="Stunde"
        totals={totals.hours}
        name={hourName}
        label={hourLabel}
      />
      <Week cells={totals.week} />
      <Totals id="tage" heading="Letzte 30 Tage" unit="Tag" totals={totals.days} name={formatDay} label={dayLabel} />
      <Totals
        id="monate"
        heading="Letzte 24 Monate"
        unit="Monat"
        totals={totals.months}
        name={monthName}
        label={monthLabel}
      />
      <Errors errors={errors} />
    </AdminPage>
  )
})

function Unlogged({ requests }: { requests: number }) {
  if (requests === 0) return null
  return (
    <Alert variant="warning" title="Die Protokolldateien der letzten sieben Tage sind unvollständig" level={2}>
      <Text>
        {formatNumber(requests)} Aufrufe sind gezählt, stehen aber in keiner Protokolldatei: Der Datenträger war voll,
        schreibgeschützt oder zu langsam. Das Fehlerprotokoll des Servers nennt den Grund.
      </Text>
    </Alert>
  )
}

type TotalsProps = {
  id: string
  heading: string
  unit: string
  totals: Total[]
  /** What the table calls the span. */
  name(start: string): string
  /** What stands below some bars of the chart. */
  label(start: string, index: number): string | undefined
}

function Totals({ id, heading, unit, totals, name, label }: TotalsProps) {
  const sum = totals.reduce((all, { requests }) => all + requests, 0)
  return (
    <Section id={id} title={heading}>
      <Text>{formatNumber(sum)} Aufrufe insgesamt.</Text>
      <BarChart
        bars={totals.map(({ start, requests }, index) => ({
          key: `${start} ${index}`,
          value: requests,
          label: label(start, index),
        }))}
      />
      <Accordion title={`Zahlen als Tabelle (je ${unit})`}>
        <RecordTable<Total & { index: number }>
          caption={`Aufrufe je ${unit}`}
          rows={totals.map((total, index) => ({ ...total, index })).reverse()}
          rowKey={({ start, index }) => `${start} ${index}`}
          columns={[
            { title: unit, heading: true, cell: ({ start }) => name(start) },
            { title: 'Aufrufe', numeric: true, cell: ({ requests }) => formatNumber(requests) },
          ]}
        />
      </Accordion>
    </Section>
  )
}

function Week({ cells }: { cells: WeekdayHour[] }) {
  const hours = Array.from({ length: 24 }, (_, hour) => cells.filter((cell) => cell.hour === hour))
  return (
    <Section id="woche" title="Wochentag und Uhrzeit">
      <Text>Summen der letzten zwölf Wochen. Je dunkler ein Feld ist, desto mehr Aufrufe gab es in dieser Stunde.</Text>
      <WeekChart cells={cells} />
      <Accordion title="Zahlen als Tabelle (Wochentag und Uhrzeit)">
        <RecordTable<WeekdayHour[]>
          caption="Aufrufe nach Wochentag und Uhrzeit"
          rows={hours}
          rowKey={(row) => String(row[0]?.hour)}
          columns={[
            { title: 'Uhrzeit', heading: true, cell: (row) => `${row[0]?.hour} bis ${(row[0]?.hour ?? 0) + 1} Uhr` },
            ...weekdays.map((title, index) => ({
              title,
              numeric: true,
              cell: (row: WeekdayHour[]) => formatNumber(row[index]?.requests ?? 0),
            })),
          ]}
        />
      </Accordion>
    </Section>
  )
}

function Errors({ errors }: { errors: ErrorTotal[] }) {
  return (
    <Section id="fehler" title="Fehler der letzten 30 Tage">
      <Text className="max-w-2xl">
        Antworten mit einem Status ab 400, nach Muster der Adresse. Ein Stern steht für alles, was keine Seite des
        Portals ist, eine eckige Klammer für eine Kennung.
      </Text>
      {errors.length === 0 ? (
        <Text muted>Keine.</Text>
      ) : (
        <RecordTable<ErrorTotal>
          caption="Fehler nach Status und Adressmuster"
          rows={errors}
          rowKey={({ status, pattern }) => `${status} ${pattern}`}
          columns={[
            { title: 'Adressmuster', heading: true, cell: ({ pattern }) => pattern },
            { title: 'Status', numeric: true, cell: ({ status }) => status },
            { title: 'Antworten', numeric: true, cell: ({ requests }) => formatNumber(requests) },
            { title: 'Zuletzt am', cell: ({ lastDay }) => formatDay(lastDay) },
          ]}
        />
      )}
    </Section>
  )
}

function hourName(start: string): string {
  const [day = '', time = ''] = start.split('T')
  return `${formatDay(day)}, ${Number(time.slice(0, 2))} Uhr`
}

function hourLabel(start: string, index: number): string | undefined {
  return index % 6 === 0 ? `${Number(start.slice(11, 13))} Uhr` : undefined
}

function dayLabel(day: string, index: number): string | undefined {
  const [number = '', month = ''] = formatDay(day).split(' ')
  return index % 5 === 0 ? `${number} ${month.slice(0, 3)}` : undefined
}

/** "November 2026" */
function monthName(month: string): string {
  return formatDay(`${month}-01`).split(' ').slice(1).join(' ')
}

function monthLabel(month: string, index: number): string | undefined {
  return index % 3 === 0 ? `${month.slice(5)}/${month.slice(2, 4)}` : undefined
}
