import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { type OpinionSubject, opinionStanceLabels, optionsOf } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { opinionsOn } from '@/lib/four-eyes/list-opinions'
import { formatInstant } from '@/lib/text'
import { giveOpinion } from '../actions'

type Props = {
  ctx: PortalContext
  member: Member
  about: OpinionSubject
  actId: string
  /** While nobody has decided the data protection officer may say something. */
  isOpen: boolean
}

/** What the data protection officer says about an act that waits for an approver; nothing where nobody said or may say anything. */
export async function Opinions({ ctx, member, about, actId, isOpen }: Props) {
  const opinions = await opinionsOn(ctx, { about, actId })
  const maySay = isOpen && mayDo(member.role, 'giveOpinion')
  if (opinions.length === 0 && !maySay) return null
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <Heading level={3} size="small">
        Stellungnahme der oder des Datenschutzbeauftragten
      </Heading>
      {opinions.map(({ id, stance, text, givenAt, givenBy }) => (
        <div key={id} className="flex flex-col gap-1">
          <Text>
            {opinionStanceLabels[stance]} ({formatInstant(givenAt)}, {givenBy ?? 'Konto gelöscht'})
          </Text>
          <Text className="whitespace-pre-line">{text}</Text>
        </div>
      ))}
      {maySay ? (
        <PortalForm
          action={giveOpinion}
          errorTitle="Stellungnahme"
          submit="Stellungnahme festhalten"
          prefix={`stellungnahme-${actId}`}
          known={{ about, actId }}
          asks={[
            {
              kind: 'choice',
              name: 'stance',
              label: 'Ihre Stellungnahme',
              options: optionsOf(opinionStanceLabels),
            },
            {
              kind: 'lines',
              name: 'opinion',
              label: 'Begründung',
              hint: 'Bitte ohne Namen von Mitgliedern. Sie bleibt mit Ihrem Namen beim Vorgang stehen.',
              rows: 4,
            },
          ]}
        />
      ) : null}
    </div>
  )
}
