import { memberGroupLabels, verificationCauseLabels } from '@/lib/codes'
import { type AskedOf, choice, words } from '@/lib/list'

/** Who waits to be verified (DS-07). */
export const verificationList = {
  path: '/admin/mitglieder/pruefung',
  filters: {
    domain: words('Domain der E-Mail-Adresse', 'Zum Beispiel hwk-erfurt.de'),
    gruppe: choice('Nutzergruppe', memberGroupLabels),
    anlass: choice('Anlass', verificationCauseLabels),
  },
  // Who waits longest comes first, and nobody else.
  sorts: {},
} as const

export function filterOf({ values, page, size }: AskedOf<typeof verificationList>) {
  const { domain, gruppe: memberGroup, anlass: cause } = values
  return { domain, memberGroup, cause, page, size }
}
