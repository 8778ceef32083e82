import { type LedgerState } from '@/lib/policies/announcement-ledger'
import { type Decision } from '@/lib/policies/schema'

/** German names of codes, as staff read them. */
export const ledgerLabels: Record<LedgerState, string> = {
  queued: 'Wartet auf den Versand',
  failed: 'Versand gescheitert',
  bounced: 'Unzustellbar',
  running: 'Frist läuft',
  'in-force': 'Ohne Widerspruch beendet',
  objected: 'Widersprochen',
}

export const decisionLabels: Record<Decision, string> = {
  keep: 'Konto unter der bisherigen Fassung weiterführen',
  talk: 'Mit dem Mitglied sprechen',
  'offer-erasure': 'Dem Mitglied die Löschung anbieten',
}
