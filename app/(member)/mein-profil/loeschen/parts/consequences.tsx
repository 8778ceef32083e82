import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { type ErasedKind, type ErasurePreview, type RemainingKind } from '@/lib/erasure/preview-erasure'
import { formatNumber } from '@/lib/text'

/** Every kind of data and what the erasure does to it, as the schema declares it (DS-04). */
export function Consequences({
  preview: { deleted, emptied, kept, expiring, elsewhere },
}: {
  preview: ErasurePreview
}) {
  const isThere = ({ rows }: ErasedKind) => rows > 0
  const absent = [...deleted.flatMap(({ kinds }) => kinds), ...emptied].filter(({ rows }) => rows === 0)
  return (
    <>
      <Alert variant="warning" title="Das lässt sich nicht rückgängig machen.">
        <Text>Die Löschung geschieht sofort. Niemand kann Ihr Konto danach wiederherstellen, auch wir nicht.</Text>
      </Alert>
      <Heading level={2}>Das wird gelöscht</Heading>
      <Text>In Klammern steht, wie viele Einträge es bei Ihnen sind.</Text>
      {deleted
        .filter(({ kinds }) => kinds.some(isThere))
        .map(({ activity, kinds }) => (
          <div key={activity}>
            <Heading level={3} size="small">
              {activity}
            </Heading>
            <List items={kinds.filter(isThere).map(counted)} />
          </div>
        ))}
      {emptied.some(isThere) ? (
        <>
          <Heading level={2}>Das verliert Text und Namen</Heading>
          <Text>
            Andere haben darauf geantwortet oder sind daran beteiligt. Deshalb bleibt an der Stelle ein neutraler
            Hinweis. Er führt nicht zu Ihnen, und nichts verbindet zwei Hinweise miteinander.
          </Text>
          <List
            items={emptied
              .filter(isThere)
              .map(
                (kind) =>
                  `${counted(kind)}${kind.emptied.length > 0 ? `: gelöscht wird ${kind.emptied.join(', ')}` : ''}`,
              )}
          />
        </>
      ) : null}
      {absent.length > 0 ? (
        <Accordion title="Davon ist bei Ihnen nichts gespeichert">
          <List items={absent.map(({ title }) => title)} />
        </Accordion>
      ) : null}
      <Heading level={2}>Das bleibt</Heading>
      <Text>Das muss das Portal nachweisen können.</Text>
      <List items={kept.map(remaining)} />
      <Accordion title="Das läuft von selbst ab">
        <Text>Diese Einträge lassen sich keiner Person zuordnen.</Text>
        <List items={expiring.map(remaining)} />
      </Accordion>
      <Accordion title="Was außerhalb der Datenbank geschieht">
        <List
          items={elsewhere.map(({ title, erasure }) => (
            <span key={title}>
              <strong>{title}</strong>: {erasure}.
            </span>
          ))}
        />
      </Accordion>
      <Text>
        Zum Schluss bekommen Sie eine letzte E-Mail, die die Löschung bestätigt. Sobald sie verschickt ist, vergisst das
        Portal auch diese Adresse.
      </Text>
    </>
  )
}

function counted({ title, rows }: ErasedKind): string {
  return `${title} (${formatNumber(rows)})`
}

function remaining({ title, until }: RemainingKind) {
  return `${title}: ${until}`
}
