import { z } from 'zod'
import { codesOf, roleLabels } from '@/lib/codes'
import { defineLetter, type Occasion } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutChange } from './parts/reasons'

const props = {
  stage: z.enum(['asked', 'done']),
  /** The new role; left out where a lost second factor is to be reset. */
  role: z.enum(codesOf(roleLabels)).optional(),
}
type Props = z.output<z.ZodObject<typeof props>>

/** A role is to change or has changed, or a second factor is to be reset (DS-06): the person learns it at once, in case nobody asked. */
export const letter = defineLetter({
  label: 'Rolle oder zweiter Faktor durch die Verwaltung',
  props,
  example: { stage: 'done', role: 'approver' },
  write: (props, occasion) => ({
    subject: subjectOf(props),
    preview: 'Es geht um die Rechte Ihres Kontos.',
    reason: aboutChange,
    body: body(props, occasion),
  }),
})

function subjectOf({ stage, role }: Props): string {
  if (!role) return 'Ihr zweiter Faktor soll zurückgesetzt werden'
  return stage === 'done' ? 'Ihre Rolle im Portal hat sich geändert' : 'Ihre Rolle im Portal soll sich ändern'
}

function body({ stage, role }: Props, { appUrl }: Occasion) {
  return (
    <>
      {stage === 'done' && role ? (
        <Paragraph>
          Ihr Konto bei QualiService Thüringen hat jetzt die Rolle „{roleLabels[role]}“. Sie sind überall abgemeldet.
          Bitte melden Sie sich neu an.
        </Paragraph>
      ) : (
        <Paragraph>
          die Verwaltung von QualiService Thüringen möchte{' '}
          {role ? `Ihrem Konto die Rolle „${roleLabels[role]}“ geben` : 'den zweiten Faktor Ihres Kontos zurücksetzen'}.
          Eine zweite Person muss das noch freigeben. Bis dahin ändert sich nichts.
        </Paragraph>
      )}
      <Paragraph>Sie wissen davon nichts oder möchten das nicht? Dann schreiben Sie uns bitte sofort.</Paragraph>
      <MainLink url={`${appUrl}/anmelden`}>Anmelden</MainLink>
    </>
  )
}
