import { staticPage } from '@/app/_edge/page'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { APPEAL_PERIOD } from '@/lib/moderation/periods'
import { formatPeriod } from '@/lib/text'

/** What is allowed, and what the moderation does (DS-07; DSA Art. 14). */
export default staticPage(() => (
  <>
    <Title>Nutzungsregeln</Title>
    <Heading level={1}>Nutzungsregeln</Heading>
    <Text>
      Das Portal lebt von dem, was Mitglieder für andere einstellen. Diese Regeln gelten für alle Angebote, Beiträge,
      Nachrichten und Profile.
    </Text>
    <Section id="erwuenscht" title="Was hierher gehört" size="large">
      <List
        items={[
          'Angebote, Veranstaltungen und Informationen zu Weiterbildung und Qualifizierung in Thüringen',
          'Fragen, Erfahrungen und Rat unter Mitgliedern',
          'Angaben, die stimmen und aktuell sind, und ein Absender, der erkennbar ist',
        ]}
      />
    </Section>
    <Section id="verboten" title="Was nicht erlaubt ist" size="large">
      <List
        items={[
          'alles, was gegen Gesetze verstößt',
          'Beleidigungen, Drohungen und Hetze gegen Menschen',
          'falsche Angaben, Betrug und das Auftreten unter fremdem Namen',
          'Werbung, die nichts mit Weiterbildung zu tun hat, und massenhaft gleiche Nachrichten',
          'persönliche Daten anderer ohne deren Einverständnis',
          'fremde Texte und Bilder ohne das Recht, sie zu verwenden',
        ]}
      />
    </Section>
    <Section id="pruefung" title="Bevor jemand veröffentlicht" size="large">
      <Text>
        Wir prüfen die Angaben jedes Mitglieds, bevor es veröffentlicht, im Forum schreibt oder andere anschreibt. Die
        ersten Angebote eines Mitglieds sehen wir uns an, bevor sie erscheinen. Ändern sich Nutzergruppe, Organisation
        oder Aufgabenbereich, prüfen wir erneut; was schon veröffentlicht ist, bleibt stehen.
      </Text>
    </Section>
    <Section id="moderation" title="Was die Moderation tut" size="large">
      <Text>
        Jeden Inhalt kann man melden, auch ohne Konto. Über jede Meldung entscheidet ein Mensch; kein Programm sperrt
        oder löscht von selbst. Die Moderation kann
      </Text>
      <List
        items={[
          'einen Inhalt verbergen oder wieder zeigen',
          'ein Thema schließen oder in einen passenderen Bereich verschieben',
          'ein Mitglied verwarnen',
          'bei schweren oder wiederholten Verstößen ein Konto sperren',
        ]}
      />
      <Text>
        Wir wählen das mildeste Mittel, das hilft. Wer den Inhalt eingestellt hat, bekommt eine Begründung per E-Mail.
        Wer ihn gemeldet hat, erfährt das Ergebnis.
      </Text>
    </Section>
    <Section id="beschwerde" title="Nicht einverstanden?" size="large">
      <Text>
        Gegen jede Maßnahme können Sie sich kostenlos beschweren. Die Frist beträgt: {formatPeriod(APPEAL_PERIOD)}. Es
        entscheidet eine andere Person. Ihre Maßnahmen stehen unter{' '}
        <Link href="/mein-profil/moderation">Mein Profil, Moderation</Link>. Können Sie sich nicht anmelden,{' '}
        <Link href="/kontakt">schreiben Sie uns</Link>. Der Weg zu den Gerichten steht Ihnen immer offen.
      </Text>
    </Section>
  </>
))
