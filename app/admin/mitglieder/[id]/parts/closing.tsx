import { ActionButton } from '@/components/admin/action-button'
import { DescriptionList } from '@/components/kern/description-list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { type HoldState } from '@/lib/disclosure/list-holds'
import { formatDay, formatInstant } from '@/lib/text'
import { decideOnHold } from '../actions'
import { LiftHoldForm, PlaceHoldForm, RestoreForm, SuspendForm } from './closing-forms'

type Props = {
  accountId: string
  /** Who is looking: nobody decides on the own request. */
  viewer: Member
  maySuspend: boolean
  suspension: { reason: string; startedAt: Date } | null
  hold: HoldState
}

/** Suspension because of abuse, and legal hold because of a dispute. */
export function Closing({ accountId, viewer, maySuspend, suspension, hold }: Props) {
  return (
    <>
      {maySuspend || suspension ? (
        <Section id="sperre" title="Sperre wegen Missbrauchs">
          {suspension ? (
            <DescriptionList
              items={[
                { term: 'Gesperrt seit', value: formatInstant(suspension.startedAt) },
                { term: 'Grund', value: suspension.reason },
              ]}
            />
          ) : null}
          {maySuspend ? (
            <div className="flex max-w-2xl flex-col gap-6">
              {suspension ? <RestoreForm accountId={accountId} /> : <SuspendForm accountId={accountId} />}
            </div>
          ) : null}
        </Section>
      ) : null}
      <Section id="loeschsperre" title="Löschsperre">
        <Hold accountId={accountId} viewer={viewer} {...hold} />
      </Section>
    </>
  )
}

function Hold({ accountId, viewer, hold, request }: Pick<Props, 'accountId' | 'viewer'> & HoldState) {
  const mayAsk = mayDo(viewer.role, hold ? 'liftHold' : 'placeHold')
  return (
    <>
      {hold ? (
        <DescriptionList
          items={[
            { term: 'Gilt seit', value: formatInstant(hold.placedAt) },
            { term: 'Grund', value: hold.reason },
            { term: 'Wird überprüft am', value: hold.reviewOn ? formatDay(hold.reviewOn) : 'kein Tag gesetzt' },
            { term: 'Löschung', value: hold.erasureWaits ? 'folgt von selbst, sobald die Sperre endet' : 'keine' },
          ]}
        />
      ) : null}
      {request ? (
        <>
          <Text>
            Beantragt ist, die Löschsperre {request.kind === 'place' ? 'zu setzen' : 'aufzuheben'} (
            {formatInstant(request.preparedAt)}). Grund: {request.reason}
            {request.reviewOn ? `. Überprüfung am ${formatDay(request.reviewOn)}` : ''}
          </Text>
          {request.preparedBy === viewer.accountId || !mayDo(viewer.role, 'decideOnHold') ? (
            <Text muted>Eine zweite Person, die Leitung, muss den Antrag freigeben.</Text>
          ) : (
            <div className="flex flex-wrap gap-4">
              <ActionButton
                action={decideOnHold}
                fields={{ accountId, requestId: request.id, decision: 'released' }}
                submit={request.kind === 'place' ? 'Löschsperre freigeben' : 'Aufhebung freigeben'}
                variant="primary"
                prefix="freigeben"
              />
              <ActionButton
                action={decideOnHold}
                fields={{ accountId, requestId: request.id, decision: 'rejected' }}
                submit="Antrag ablehnen"
                prefix="ablehnen"
              />
            </div>
          )}
        </>
      ) : null}
      {request || !mayAsk ? null : (
        <div className="flex max-w-2xl flex-col gap-6">
          {hold ? <LiftHoldForm accountId={accountId} /> : <PlaceHoldForm accountId={accountId} />}
        </div>
      )}
    </>
  )
}
