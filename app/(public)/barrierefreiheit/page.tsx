import { staticPage } from '@/app/_edge/page'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Prose } from '@/components/layout/page'
import { PORTAL_NAME, Title } from '@/components/layout/title'
import { OperatorFact } from '@/components/legal/operator-fact'
import { operator } from '@/lib/operator'

/** Accessibility statement (A-B1, A-B2): scope, state, feedback, enforcement; without the database. */
export default staticPage(() => (
  <>
    <Title>Erklärung zur Barrierefreiheit</Title>
    <Statement />
  </>
))

function Statement() {
  const { name, email, phone, accessibility } = operator()
  return (
    <>
      <Heading level={1}>Erklärung zur Barrierefreiheit</Heading>
      <Prose>
        <Text>
          Diese Erklärung gilt für das Portal {PORTAL_NAME} mit allen seinen Seiten und E-Mails. Verantwortlich ist die{' '}
          {name}. Grundlage sind das Thüringer Gesetz über den barrierefreien Zugang zu den Websites und mobilen
          Anwendungen öffentlicher Stellen (ThürBarrWebG) und die dazu erlassene Verordnung (ThürBITVO).
        </Text>

        <Heading level={2}>Stand der Vereinbarkeit</Heading>
        <DescriptionList
          items={[
            { term: 'Maßstab', value: 'EN 301 549 (WCAG 2.1, Stufen A und AA); gebaut nach WCAG 2.2, Stufe AA' },
            { term: 'Stand', value: <OperatorFact value={accessibility.status} /> },
            { term: 'Nicht barrierefreie Inhalte', value: <OperatorFact value={accessibility.knownGaps} /> },
            { term: 'Methode der Überprüfung', value: <OperatorFact value={accessibility.method} /> },
            { term: 'Zuletzt überprüft am', value: <OperatorFact value={accessibility.reviewedOn} /> },
          ]}
        />

        <Heading level={2}>Was das Portal für alle tut</Heading>
        <Text>
          Alle Seiten sind dafür gebaut, mit der Tastatur und mit Screenreadern bedient zu werden. Formulare sagen, was
          fehlt und wo, und behalten Ihre Eingaben. Alle Abläufe gelingen auch ohne JavaScript. Die Seiten passen sich
          schmalen Bildschirmen, großer Schrift, dem dunklen Farbschema und erhöhten Kontrasten Ihres Geräts an.
        </Text>

        <Heading level={2}>Barriere melden</Heading>
        <Text>
          Ist Ihnen etwas nicht zugänglich, oder brauchen Sie Informationen in anderer Form? Schreiben Sie uns über das{' '}
          <Link href="/kontakt">Kontaktformular</Link>; ein Konto brauchen Sie dafür nicht. Wir antworten so schnell wie
          möglich, in der Regel innerhalb eines Monats.
        </Text>
        <DescriptionList
          items={[
            { term: 'E-Mail', value: <Link href={`mailto:${email}`}>{email}</Link> },
            { term: 'Telefon', value: <OperatorFact value={phone} /> },
          ]}
        />

        <Heading level={2}>Durchsetzungsverfahren</Heading>
        <Text>
          Bleibt Ihre Meldung unbeantwortet oder sind Sie mit der Antwort nicht zufrieden, können Sie sich an die
          Durchsetzungsstelle wenden. Sie vermittelt zwischen Ihnen und uns. Das Verfahren ist kostenlos, und Sie
          brauchen keinen Rechtsbeistand.
        </Text>
        <DescriptionList
          items={[
            { term: 'Durchsetzungsstelle', value: <OperatorFact value={accessibility.enforcementBody} /> },
            { term: 'Anschrift', value: <OperatorFact value={accessibility.enforcementBodyContact} /> },
          ]}
        />
      </Prose>
    </>
  )
}
