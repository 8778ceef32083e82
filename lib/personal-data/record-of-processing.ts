import { type InventoryTable, inventory } from './inventory'
import { type Activity, type ActivityKey, activities } from './purposes'
import { type Periods, type RetentionKey, retentionRules } from './retention'
import { type Store, stores } from './stores'

/** One activity of the record of processing (GDPR Art. 30(1)), drawn from the inventory. */
export type RecordEntry = Activity & {
  key: ActivityKey
  tables: InventoryTable[]
  stores: Store[]
  /** Categories of data: the labels that the declarations carry. */
  data: string[]
  /** Periods for erasure, by kind of data. */
  retention: { what: string; rule: string }[]
}

/** One line of the retention schedule (DIN 66398): what, from when, how long, what carries it out. */
export type ScheduleLine = {
  key: RetentionKey
  title: string
  start: string
  period: string
  by: string
  covers: string[]
}

/** Technical and organisational measures (GDPR Art. 30(1)(g), Art. 32). */
export const measures = [
  'Passwörter nur als argon2id-Prüfwert, Links nur als SHA-256-Prüfwert',
  'Zweiter Faktor und kurze Sitzungen für die Verwaltung, Rechte nach Rollen',
  'Protokoll jeder Änderung und jedes Blicks in Daten, in derselben Transaktion, nicht veränderbar',
  'Verschlüsselte Übertragung (HTTPS), keine fremden Server, keine Cookies ohne Anmeldung',
  'Löschung in einer Transaktion über alle Tabellen, Löschnachweis ohne Personenbezug, Wiederholung nach Wiederherstellung',
  'Datensicherung nach Vorgabe des Betreibers',
]

export function recordOfProcessing(periods: Periods): RecordEntry[] {
  const tables = inventory()
  return (Object.keys(activities) as ActivityKey[]).flatMap((key) => {
    const own = tables.filter(({ purpose }) => purpose === key)
    const elsewhere = stores.filter(({ purpose }) => purpose === key)
    if (own.length + elsewhere.length === 0) return []
    return [
      {
        key,
        ...activities[key],
        tables: own,
        stores: elsewhere,
        data: own.flatMap(labelsOf),
        retention: [
          ...own.map(({ title, retention }) => ({
            what: title,
            rule: `${retention.title}: ${retention.period(periods)}`,
          })),
          ...elsewhere.map(({ title, retention }) => ({ what: title, rule: ruleOf(retention, periods) })),
        ],
      },
    ]
  })
}

export function retentionSchedule(periods: Periods): ScheduleLine[] {
  const used = [
    ...inventory().map(({ title, retentionKey }) => ({ title, key: retentionKey })),
    ...stores.map(({ title, retention }) => ({ title, key: retention })),
  ]
  return (Object.keys(retentionRules) as RetentionKey[]).flatMap((key) => {
    const covers = used.filter((each) => each.key === key).map(({ title }) => title)
    const { title, start, by, period } = retentionRules[key]
    return covers.length > 0 ? [{ key, title, start, period: period(periods), by, covers }] : []
  })
}

function labelsOf({ columns }: InventoryTable): string[] {
  return columns.flatMap(({ label }) => (label ? [label] : []))
}

function ruleOf(key: RetentionKey, periods: Periods): string {
  const { title, period } = retentionRules[key]
  return `${title}: ${period(periods)}`
}
