import { operator } from '../operator'
import { csvLine } from './csv-line'
import { tablesWithoutPersonalData } from './inventory'
import { measures, recordOfProcessing, retentionSchedule } from './record-of-processing'
import { type Periods } from './retention'

/** One line for each kind of data and each store, with its activity. */
export function recordCsv(periods: Periods): string {
  const head = [
    'Verarbeitungstätigkeit',
    'Zweck',
    'Rechtsgrundlage',
    'Betroffene',
    'Empfänger',
    'Was',
    'Angaben',
    'Ort',
    'Frist',
  ]
  const lines = recordOfProcessing(periods).flatMap((entry) => {
    const activity = [entry.title, entry.why, entry.basis, entry.people, entry.recipients]
    const rules = new Map(entry.retention.map(({ what, rule }) => [what, rule]))
    return [
      ...entry.tables.map(({ name, title, columns }) => [
        ...activity,
        title,
        columns.flatMap(({ label }) => label ?? []).join(', '),
        `Tabelle ${name}`,
        rules.get(title) ?? '',
      ]),
      ...entry.stores.map(({ title, holds, path }) => [...activity, title, holds, path ?? '', rules.get(title) ?? '']),
    ]
  })
  return `\uFEFF${[head, ...lines].map(csvLine).join('')}`
}

export function recordJson(periods: Periods): string {
  const entries = recordOfProcessing(periods).map(({ tables, stores, ...entry }) => ({
    ...entry,
    tables: tables.map(({ name, title, source, erasure, person, columns }) => ({
      name,
      title,
      source,
      erasure,
      person,
      columns: columns.map(({ name: column, kind, label }) => ({ column, kind, label })),
    })),
    stores,
  }))
  const { name, email, dataProtectionOfficer, processors } = operator()
  return `${JSON.stringify(
    {
      controller: { name, email, dataProtectionOfficer, processors },
      activities: entries,
      retention: retentionSchedule(periods),
      withoutPersonalData: tablesWithoutPersonalData(),
      measures,
    },
    null,
    2,
  )}\n`
}
