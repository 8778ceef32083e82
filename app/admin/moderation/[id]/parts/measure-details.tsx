import { Badge } from '@/components/kern/badge'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { measureGroundLabels, measureLabels } from '@/lib/codes'
import { type CaseAppeal, type CaseMeasure } from '@/lib/moderation/load-case'
import { formatDayOf, formatInstant } from '@/lib/text'
import { AppealDecisionForm, EndForm, EnterAppealForm } from '../form'

type Props = { measure: CaseMeasure; caseId: string; member: Member }

const endings: Partial<Record<CaseMeasure['act'], string>> = {
  hide: 'Inhalt wieder zeigen',
  lock: 'Thema wieder öffnen',
  suspend: 'Sperre aufheben',
}

/** A measure with what became of it: taken back, appealed against, judged. */
export function MeasureDetails({ measure, caseId, member }: Props) {
  const { id, act, ground, reason, startedAt, endedAt, appeal, hasAuthor } = measure
  const mayJudge = mayDo(member.role, 'endCaseMeasure')
  const mayEnd = act === 'suspend' ? mayDo(member.role, 'suspendAuthor') : mayJudge
  const ending = endings[act]
  // While an appeal waits, its decision is the way.
  const isJudged = appeal !== null && appeal.decision === null
  return (
    <div className="flex max-w-2xl flex-col gap-4 border-b border-line pb-6">
      <Heading level={3} size="small">
        {measureLabels[act]} seit {formatDayOf(startedAt)}
      </Heading>
      <p>
        <Badge variant={endedAt ? 'info' : 'warning'}>
          {endedAt ? `Aufgehoben am ${formatDayOf(endedAt)}` : 'Gilt'}
        </Badge>
      </p>
      <Text>Grundlage: {measureGroundLabels[ground]}</Text>
      {reason ? <Text className="whitespace-pre-wrap wrap-anywhere">{reason}</Text> : null}
      {appeal ? <Appeal appeal={appeal} measure={measure} caseId={caseId} member={member} mayEnd={mayEnd} /> : null}
      {!endedAt && ending && mayEnd && !isJudged ? <EndForm caseId={caseId} measureId={id} submit={ending} /> : null}
      {!endedAt && !appeal && hasAuthor && mayJudge ? <EnterAppealForm caseId={caseId} measureId={id} /> : null}
    </div>
  )
}

function Appeal({ appeal, measure, caseId, member, mayEnd }: Props & { appeal: CaseAppeal; mayEnd: boolean }) {
  return (
    <div className="flex flex-col gap-4">
      <Text>
        <strong>Beschwerde vom {formatInstant(new Date(appeal.filedAt))}</strong>
      </Text>
      <blockquote className="m-0 border-s-4 border-line ps-4 whitespace-pre-wrap wrap-anywhere">
        {appeal.text ?? 'Der Text ging mit dem Konto.'}
      </blockquote>
      {appeal.decision ? (
        <>
          <Text>{appeal.decision === 'upheld' ? 'Die Beschwerde hatte Erfolg.' : 'Die Beschwerde ist abgelehnt.'}</Text>
          {appeal.answer ? <Text className="whitespace-pre-wrap wrap-anywhere">{appeal.answer}</Text> : null}
        </>
      ) : [measure.startedBy, measure.preparedBy].includes(member.accountId) ? (
        <Text>
          Sie haben die Maßnahme angeordnet oder vorbereitet. Über die Beschwerde muss eine andere Person entscheiden.
        </Text>
      ) : mayEnd ? (
        <AppealDecisionForm caseId={caseId} appealId={appeal.id} />
      ) : (
        <Text>
          {measure.act === 'suspend'
            ? 'Über die Sperre eines Kontos entscheidet die Administration.'
            : 'Über die Beschwerde entscheidet die Moderation.'}
        </Text>
      )}
    </div>
  )
}
