import { staticPage } from '@/app/_edge/page'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Prose } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { OperatorFact } from '@/components/legal/operator-fact'
import { type Operator, operator } from '@/lib/operator'

/** Legal notice (§ 5 DDG, A-B3): reachable when signed out, and without the database. */
export default staticPage(() => (
  <>
    <Title>Impressum</Title>
    <LegalNotice />
  </>
))

function LegalNotice() {
  const facts = operator()
  return (
    <>
      <Heading level={1}>Impressum</Heading>
      <Prose>
        <Heading level={2}>Anbieter</Heading>
        <DescriptionList items={providerItems(facts)} />
        <Heading level={2}>Kontakt</Heading>
        <DescriptionList items={contactItems(facts)} />
        <Heading level={2}>Verantwortlich für redaktionelle Inhalte</Heading>
        <Text as="div">
          <OperatorFact value={facts.editorResponsible} />
        </Text>
        <Heading level={2}>Inhalte der Mitglieder</Heading>
        <Text>
          Mitglieder veröffentlichen Beiträge in eigener Verantwortung. Wenn Sie auf einen rechtswidrigen Inhalt stoßen,
          schreiben Sie uns bitte über das <Link href="/kontakt">Kontaktformular</Link>. Wir prüfen jeden Hinweis.
        </Text>
      </Prose>
    </>
  )
}

function providerItems(facts: Operator) {
  return [
    { term: 'Name', value: facts.name },
    { term: 'Straße', value: <OperatorFact value={facts.street} /> },
    { term: 'Ort', value: <OperatorFact value={joined(facts.postalCode, facts.city)} /> },
    { term: 'Vertreten durch', value: <OperatorFact value={facts.representative} /> },
    { term: 'Registereintrag', value: <OperatorFact value={joined(facts.registerCourt, facts.registerNumber)} /> },
    { term: 'Umsatzsteuer-ID', value: <OperatorFact value={facts.vatId} /> },
    { term: 'Aufsichtsbehörde', value: <OperatorFact value={facts.supervisoryAuthority} /> },
  ]
}

function contactItems({ email, phone }: Operator) {
  return [
    { term: 'E-Mail', value: <Link href={`mailto:${email}`}>{email}</Link> },
    { term: 'Telefon', value: <OperatorFact value={phone} /> },
    { term: 'Formular', value: <Link href="/kontakt">Kontaktformular</Link> },
  ]
}

/** Both parts or nothing: half an address is none. */
function joined(first: string | null, second: string | null) {
  return first && second ? `${first} ${second}` : null
}
