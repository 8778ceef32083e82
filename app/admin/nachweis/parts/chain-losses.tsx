import { ActionButton } from '@/components/admin/action-button'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type ClaimedLoss, chainLosses } from '@/lib/accountability/chain-loss'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { releaseDecisionLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { formatInstant, formatNumber } from '@/lib/text'
import { Opinions } from '../../parts/opinions'
import { attestChainLoss, rejectChainLoss } from '../actions'
import { ClaimForm } from './claim-form'

/** The end of the record that a failover lost: what an admin claims and an approver attests (DS-06). Nothing where nothing was ever lost. */
export async function ChainLosses({ ctx, member }: { ctx: PortalContext; member: Member }) {
  const { claimed, lost } = await chainLosses(ctx)
  if (claimed.length === 0 && !lost) return null
  return (
    <Section id="verlust" title="Verlust am Ende des Protokolls">
      {lost ? <Lost anchors={lost} member={member} /> : null}
      {
        await Promise.all(
          claimed.map(async (loss) => (
            <div key={loss.id} className="flex flex-col gap-4">
              <Claimed loss={loss} member={member} />
              {await Opinions({ ctx, member, about: 'chain-loss', actId: loss.id, isOpen: loss.decision === null })}
            </div>
          )),
        )
      }
    </Section>
  )
}

function Lost({ anchors, member }: { anchors: { at: string }[]; member: Member }) {
  const [from, until] = [anchors[0], anchors.at(-1)].map((anchor) => formatInstant(new Date(anchor?.at ?? 0)))
  return (
    <>
      <Text className="max-w-2xl">
        {formatNumber(anchors.length)} {anchors.length === 1 ? 'Anker' : 'Anker nacheinander'} (von {from}
        {from === until ? '' : ` bis ${until}`}) nennen Einträge, die im Protokoll fehlen. So sieht es aus, wenn ein
        Datenbankserver ausgefallen ist und sein Ersatz die letzten Einträge nicht mehr bekommen hat. Was genau fehlt,
        steht in den E-Mails mit dem Stand des Protokolls und in den Sicherungen.
      </Text>
      {mayDo(member.role, 'claimChainLoss') ? (
        <div className="flex max-w-2xl flex-col gap-6">
          <ClaimForm />
        </div>
      ) : null}
    </>
  )
}

function Claimed({ loss, member }: { loss: ClaimedLoss; member: Member }) {
  const { id, anchors, reason, preparedAt, preparedBy, preparedByName, decidedAt, decidedByName, decision } = loss
  const isOwn = preparedBy === member.accountId
  return (
    <>
      <Heading level={3} size="small">
        Gemeldet am {formatInstant(preparedAt)}
      </Heading>
      <DescriptionList
        items={[
          { term: 'Von', value: preparedByName ?? 'einem gelöschten Konto' },
          { term: 'Anker, die niemand mehr vergleicht', value: formatNumber(anchors) },
          { term: 'Was geschehen ist', value: <span className="whitespace-pre-line">{reason}</span> },
          ...(decision && decidedAt
            ? [
                {
                  term: releaseDecisionLabels[decision],
                  value: `${formatInstant(decidedAt)} von ${decidedByName ?? 'einem gelöschten Konto'}`,
                },
              ]
            : []),
        ]}
      />
      {decision ? null : (
        <div className="flex flex-wrap gap-4">
          {mayDo(member.role, 'attestChainLoss') && !isOwn ? (
            <ActionButton
              action={attestChainLoss}
              fields={{ lossId: id }}
              submit="Verlust bescheinigen"
              variant="primary"
              prefix={`bescheinigen-${id}`}
            />
          ) : null}
          {mayDo(member.role, 'rejectChainLoss') ? (
            <ActionButton
              action={rejectChainLoss}
              fields={{ lossId: id }}
              submit={isOwn ? 'Meldung zurückziehen' : 'Nicht bescheinigen'}
              prefix={`ablehnen-${id}`}
            />
          ) : null}
        </div>
      )}
    </>
  )
}
