import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { Button } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { mayDo } from '@/lib/auth/permissions'
import { disclosureAnswerLabels, disclosureScopeLabels } from '@/lib/codes'
import { berlinDay } from '@/lib/dates'
import { type ListedDisclosure, viewDisclosure } from '@/lib/disclosure/list-disclosures'
import { formatDay, formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../parts/case-page'
import { keptText } from '../../parts/kept-text'
import { Opinions } from '../../parts/opinions'
import { disclosureState } from '../parts/state'
import { HandOverForm, RejectForm, ReleaseForm, SecrecyForm } from './form'

const trail = [{ href: '/admin/herausgabe', label: 'Herausgabe' }]

export default staffPage(
  '/admin/herausgabe/[id]',
  async ({ ctx, member, params }) => {
    const order = await viewDisclosure(ctx, params.id ?? '')
    if (!order) return <ErrorPage status={404} />
    const isOpen = order.decision === null
    const mayDecide = mayDo(member.role, 'releaseCourtOrder') && order.preparedBy !== member.accountId
    return (
      <CasePage
        frame={
          await caseFrame(
            ctx,
            { kind: isOpen ? 'court-order' : 'hand-over', id: order.id },
            `/admin/herausgabe/${order.id}`,
          )
        }
        heading={`Herausgabe ${order.fileNumber}`}
        title="Herausgabe"
        member={member}
        part="/admin/herausgabe"
        trail={trail}
      >
        <Facts order={order} />
        {isOpen && mayDo(member.role, 'prepareCourtOrder') ? <Upload order={order} /> : null}
        <Section id="entscheidung" title="Entscheidung">
          <Text>{disclosureState(order)}</Text>
          {mayDecide ? <ReleaseForm disclosureId={order.id} isOpen={isOpen && order.orderSha256 !== null} /> : null}
          {isOpen && !mayDecide ? (
            <Text muted>Freigeben muss die Leitung, und nie die Person, die vorbereitet hat.</Text>
          ) : null}
          {isOpen && mayDecide ? <RejectForm disclosureId={order.id} /> : null}
          {await Opinions({ ctx, member, about: 'disclosure', actId: order.id, isOpen: isOpen })}
          {order.hasArchive && mayDo(member.role, 'recordHandOver') ? (
            <p>
              <ButtonLink variant="secondary" href={`/admin/herausgabe/${order.id}/archiv`}>
                Verschlüsseltes Archiv herunterladen
              </ButtonLink>
            </p>
          ) : null}
          {order.decision === 'released' && !order.handedOverOn && mayDo(member.role, 'recordHandOver') ? (
            <HandOverForm disclosureId={order.id} today={berlinDay(ctx.now())} />
          ) : null}
          {mayDo(member.role, 'setSecrecy') && order.decision === 'released' ? (
            <SecrecyForm disclosureId={order.id} tellFrom={order.tellFrom} />
          ) : null}
        </Section>
      </CasePage>
    )
  },
  keptText,
)

function Facts({ order }: { order: ListedDisclosure }) {
  const { answer, sought, orderSha256, archiveSha256, rejectedReason, decidedAt, handedOverTo } = order
  return (
    <DescriptionList
      items={[
        { term: 'Behörde', value: order.authority },
        { term: 'Gericht', value: order.court },
        { term: 'Anordnung vom', value: formatDay(order.orderedOn) },
        { term: 'Rechtsgrundlage', value: order.legalBasis },
        ...(sought ? [{ term: 'Gesuchte Person', value: sought }] : []),
        { term: 'Angeordnet', value: order.scope.map((item) => disclosureScopeLabels[item]).join('; ') },
        {
          term: 'Vorbereitet',
          value: `${formatInstant(order.preparedAt)}, ${order.preparedByName ?? 'Person nicht mehr da'}`,
        },
        ...(orderSha256 ? [{ term: 'Scan der Anordnung (SHA-256)', value: <Hash value={orderSha256} /> }] : []),
        ...(decidedAt ? [{ term: 'Entschieden', value: formatInstant(decidedAt) }] : []),
        ...(rejectedReason ? [{ term: 'Grund der Ablehnung', value: rejectedReason }] : []),
        ...(answer ? [{ term: 'Ergebnis', value: disclosureAnswerLabels[answer] }] : []),
        ...(archiveSha256 ? [{ term: 'Archiv (SHA-256)', value: <Hash value={archiveSha256} /> }] : []),
        ...(handedOverTo ? [{ term: 'Übergeben an', value: handedOverTo }] : []),
      ]}
    />
  )
}

function Hash({ value }: { value: string }) {
  return <code className="break-all">{value}</code>
}

/** A plain form: the scan goes to its own handler, as forms of the portal carry text only. */
function Upload({ order }: { order: ListedDisclosure }) {
  return (
    <Section id="scan" title="Scan der Anordnung">
      <form
        method="post"
        encType="multipart/form-data"
        action={`/admin/herausgabe/${order.id}/anordnung`}
        className="flex flex-col gap-4"
      >
        <label htmlFor="scan-datei">PDF, PNG oder JPEG, höchstens 5 MB</label>
        <input id="scan-datei" type="file" name="scan" accept="application/pdf,image/png,image/jpeg" required />
        <div>
          <Button variant="secondary">{order.orderSha256 ? 'Scan ersetzen' : 'Scan hochladen'}</Button>
        </div>
      </form>
    </Section>
  )
}
