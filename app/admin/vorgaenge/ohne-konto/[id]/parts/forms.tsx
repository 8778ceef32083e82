import { PortalForm } from '@/components/forms/portal-form'
import { needsIdentity } from '@/lib/access-requests/kinds'
import { extensionGroundLabels, identityWayLabels, optionsOf, type RequestKind } from '@/lib/codes'
import { byLetter, groundOptions } from '../../../parts/refusal'
import { answerOutsideRequest, closeOutsideRequest, extendOutsideRequest } from '../../actions'

const TITLE = 'Anliegen ohne Konto – Verwaltung'
const ways = optionsOf(identityWayLabels)

type AnswerProps = { outsideId: string; kind: RequestKind; answer: string | null }

export function AnswerOutsideForm({ outsideId, kind, answer }: AnswerProps) {
  const isOptional = !needsIdentity(kind)
  return (
    <PortalForm
      action={answerOutsideRequest}
      errorTitle={TITLE}
      submit="Antworten"
      prefix="antwort"
      known={{ outsideId }}
      asks={[
        {
          kind: 'list',
          name: 'way',
          label: 'Wie haben Sie geprüft, wer die Person ist?',
          hint: 'Verlangen Sie nicht mehr, als nötig ist, und bewahren Sie keine Kopien auf.',
          options: [{ value: '', label: 'nicht geprüft' }, ...ways],
          optional: isOptional,
        },
        { kind: 'lines', name: 'identityNote', label: 'Was Sie geprüft haben', rows: 2, optional: isOptional },
        { kind: 'lines', name: 'answer', label: 'Antwort', defaultValue: answer ?? undefined },
        {
          kind: 'list',
          name: 'ground',
          label: 'Rechtsgrund, falls Sie einen Teil ablehnen',
          options: groundOptions('Nichts wird abgelehnt'),
          optional: true,
        },
        { kind: 'lines', name: 'refusedReason', label: 'Was Sie ablehnen, und warum', rows: 3, optional: true },
        byLetter,
      ]}
    />
  )
}

export function ExtendOutsideForm({ outsideId }: { outsideId: string }) {
  return (
    <PortalForm
      action={extendOutsideRequest}
      errorTitle={TITLE}
      submit="Frist um zwei Monate verlängern"
      submitVariant="secondary"
      prefix="verlaengern"
      known={{ outsideId }}
      asks={[
        {
          kind: 'choice',
          name: 'ground',
          label: 'Warum wir mehr Zeit brauchen',
          options: optionsOf(extensionGroundLabels),
        },
        { kind: 'lines', name: 'reason', label: 'Was das Anliegen so aufwendig macht', rows: 3 },
        byLetter,
      ]}
    />
  )
}

export function CloseOutsideForm({ outsideId }: { outsideId: string }) {
  return (
    <PortalForm
      action={closeOutsideRequest}
      errorTitle={TITLE}
      submit="Anliegen schließen"
      submitVariant="secondary"
      prefix="schliessen"
      known={{ outsideId }}
      asks={[
        {
          kind: 'choice',
          name: 'outcome',
          label: 'Wie endet das Anliegen?',
          options: [
            { value: 'withdrawn', label: 'Die Person hat es zurückgezogen' },
            { value: 'refused', label: 'Es wird abgelehnt' },
          ],
        },
        {
          kind: 'list',
          name: 'ground',
          label: 'Rechtsgrund einer Ablehnung',
          options: groundOptions('Das Anliegen ist zurückgezogen'),
          optional: true,
        },
        { kind: 'lines', name: 'reason', label: 'Gründe', rows: 3 },
        byLetter,
      ]}
    />
  )
}
