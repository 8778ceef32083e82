import { describeContent } from '@/app/_content/describe'
import { memberPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { contentLabels, measureGroundLabels, measureLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { effectOf } from '@/lib/moderation/effects'
import { type OwnMeasure, ownMeasures } from '@/lib/moderation/own-measures'
import { formatDay, formatDayOf, formatInstant } from '@/lib/text'
import { appeal as fileAppeal } from './actions'

const heading = 'Entscheidungen der Moderation'

/** What the moderation decided about the own content, and the appeal against it (DS-07; DSA Art. 17, 20). */
export default memberPage(async ({ ctx, member }) => {
  const measures = await ownMeasures(ctx, member.accountId)
  const titles = await titlesOf(ctx, measures)
  return (
    <>
      <Title>{heading}</Title>
      <Breadcrumb trail={[{ href: '/mein-profil', label: 'Mein Profil' }]} />
      <Heading level={1}>{heading}</Heading>
      <Text>
        Hier steht, was die Moderation über Ihre Inhalte entschieden hat, warum, und wie Sie sich beschweren können. Was
        erlaubt ist, sagen die <Link href="/nutzungsregeln">Nutzungsregeln</Link>.
      </Text>
      {measures.length === 0 ? <Text>Es gibt keine Entscheidungen über Ihre Inhalte.</Text> : null}
      {measures.map((measure) => (
        <Measure key={measure.id} measure={measure} title={titles.get(measure.id)} />
      ))}
    </>
  )
})

/** How the author knows the content, where it is still there. */
async function titlesOf(ctx: PortalContext, measures: OwnMeasure[]): Promise<Map<string, string>> {
  const found = await Promise.all(
    measures.map(async ({ id, contentKind: kind, contentId, act }) => {
      const content = act === 'suspend' ? undefined : await describeContent(ctx, { kind, id: contentId })
      return [id, content?.title] as const
    }),
  )
  return new Map(found.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function Measure({ measure, title }: { measure: OwnMeasure; title?: string }) {
  const { id, act, contentKind, ground, reason, startedAt, endedAt, appeal } = measure
  const what = act === 'suspend' ? 'Konto' : contentLabels[contentKind]
  return (
    <Section id={`massnahme-${id}`} title={`${what}: ${measureLabels[act]} seit ${formatDayOf(startedAt)}`}>
      <DescriptionList
        items={[
          ...(title ? [{ term: 'Inhalt', value: title }] : []),
          { term: 'Wirkung', value: endedAt ? `Aufgehoben am ${formatInstant(endedAt)}` : effectOf(contentKind, act) },
          { term: 'Grundlage', value: measureGroundLabels[ground] },
          ...(reason ? [{ term: 'Begründung', value: <span className="whitespace-pre-wrap">{reason}</span> }] : []),
          { term: 'Entschieden von', value: 'einem Menschen aus unserem Team' },
        ]}
      />
      {appeal ? <Appeal appeal={appeal} /> : null}
      {measure.mayAppeal ? (
        <>
          <Text>
            Sie sind nicht einverstanden? Bis {formatDay(measure.appealUntil)} können Sie sich beschweren. Dann
            entscheidet eine andere Person.
          </Text>
          <PortalForm
            action={fileAppeal}
            errorTitle={heading}
            submit="Beschwerde einlegen"
            submitVariant="secondary"
            prefix={`beschwerde-${id}`}
            known={{ measureId: id }}
            asks={[
              {
                kind: 'lines',
                name: 'text',
                label: 'Warum ist die Entscheidung falsch?',
                hint: 'Höchstens 3.000 Zeichen.',
                rows: 5,
              },
            ]}
          />
        </>
      ) : null}
    </Section>
  )
}

function Appeal({ appeal }: { appeal: NonNullable<OwnMeasure['appeal']> }) {
  const { text, filedAt, decision, answer, decidedAt } = appeal
  const result =
    decision === null
      ? 'Eine andere Person prüft sie. Sie bekommen eine E-Mail.'
      : decision === 'upheld'
        ? 'Sie hatte Erfolg. Die Maßnahme ist aufgehoben.'
        : 'Sie ist abgelehnt. Der Weg zu den Gerichten steht Ihnen offen.'
  return (
    <DescriptionList
      items={[
        {
          term: `Ihre Beschwerde vom ${formatDayOf(filedAt)}`,
          value: <span className="whitespace-pre-wrap">{text}</span>,
        },
        { term: 'Entscheidung darüber', value: result },
        ...(answer ? [{ term: 'Antwort', value: <span className="whitespace-pre-wrap">{answer}</span> }] : []),
        ...(decidedAt ? [{ term: 'Entschieden am', value: formatInstant(decidedAt) }] : []),
      ]}
    />
  )
}
