import { ActionButton } from '@/components/admin/action-button'
import { reportReturned, undoReturned } from '../postausgang/actions'

type Props = { mailId: string; accountId: string; back?: 'member' | 'policy'; prefix: string }

/** Staff hold a report that an accepted mail came back: with SMTP the portal learns it from nobody else (DS-05, DS-11). */
export function ReportReturned({ mailId, accountId, back = 'member', prefix }: Props) {
  return (
    <ActionButton
      action={reportReturned}
      fields={{ mailId, accountId, back }}
      submit="Kam als unzustellbar zurück"
      prefix={`zurueck-${prefix}-${mailId}`}
    />
  )
}

/** Staff said so by mistake; only while nothing has followed. */
export function UndoReturned({ mailId, accountId, back = 'member', prefix }: Props) {
  return (
    <ActionButton
      action={undoReturned}
      fields={{ mailId, accountId, back }}
      submit="Kam doch nicht zurück"
      prefix={`doch-nicht-${prefix}-${mailId}`}
    />
  )
}
