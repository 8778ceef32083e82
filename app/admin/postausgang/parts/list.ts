import { mailCauseLabels, mailStateLabels } from '@/lib/codes'
import { type Asked, type AskedOf, choice, readList } from '@/lib/list'
import { mailLabels } from '@/lib/mail/letters'
import { type FailedMailFilter } from '@/lib/mail/list-mails'

/** Mail that needs a decision: failed, or bounced after it was accepted. */
export const mailList = {
  path: '/admin/postausgang',
  filters: {
    grund: choice('Grund', { ...mailCauseLabels, none: 'Grund unbekannt' }),
    anlass: choice('Anlass', mailLabels()),
    stand: choice('Stand', { failed: mailStateLabels.failed, bounced: mailStateLabels.bounced }),
  },
  sorts: { zeit: { label: 'Seit', down: true } },
} as const

/** All of one cause, as a group of the page counts them. */
export function ofCause(cause: string | null): Asked {
  return readList(mailList, { grund: cause ?? 'none' })
}

export function filterOf({ values, sort, page, size }: AskedOf<typeof mailList>): FailedMailFilter {
  const { grund, anlass, stand } = values
  return { cause: grund, template: anlass, state: stand, isOldestFirst: !sort.down, page, size }
}
