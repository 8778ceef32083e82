import { memberGroupLabels, verificationCauseLabels } from '@/lib/codes'
import { choice, words } from '@/lib/list'

/** Who waits to be verified (DS-07). */
export const verificationList = {
  path: '/admin/mitglieder/pruefung',
  filters: {
    domain: words('Domain der E-Mail-Adresse', 'Zum Beispiel hwk-erfurt.de'),
    gruppe: choice('Nutzergruppe', memberGroupLabels),
    anlass: choice('Anlass', verificationCauseLabels),
  },
  sorts: { reihenfolge: { label: 'Wartet seit' } },
} as const
