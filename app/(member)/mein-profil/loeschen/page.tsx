import { redirect } from 'next/navigation'
import { memberPage, provePage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Heading } from '@/components/kern/heading'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { mustProve } from '@/lib/auth/step-up'
import { ErasureForm } from './form'

/** "Account löschen" (DS-04): says in full what happens, before it happens (A-F5). */
export default memberPage(({ ctx, member }) => {
  // Before anything is typed.
  if (mustProve(member, ctx.now())) redirect(provePage('/mein-profil/loeschen'))
  return <ErasureForm account={member.accountId} intro={<Consequences />} />
})

function Consequences() {
  return (
    <>
      <Alert variant="warning" title="Das lässt sich nicht rückgängig machen.">
        <Text>Die Löschung geschieht sofort. Niemand kann Ihr Konto danach wiederherstellen, auch wir nicht.</Text>
      </Alert>
      <Heading level={2}>Das wird gelöscht</Heading>
      <List
        items={[
          'Ihr Konto mit Name, Vorname, E-Mail-Adresse, Nutzergruppe, Unternehmen oder Institution und Aufgabenbereich oder Position',
          'Ihr Passwort (gespeichert ist nur ein Prüfwert) und alle Anmeldungen auf allen Geräten',
          'Ihre Zustimmung zur Datenschutzerklärung und alle Vermerke dazu, auch Widersprüche',
          'Vermerke über Aufforderungen, sich anzumelden, und über Sperren Ihres Kontos',
          'Ihre Anliegen an uns, soweit sie im Portal erfasst sind',
          'E-Mails an Sie, die noch nicht verschickt sind, und alle Links aus früheren E-Mails',
        ]}
      />
      <Heading level={2}>Das bleibt</Heading>
      <List
        items={[
          'Ein Löschnachweis ohne persönliche Angaben: die zufällige Nummer des Kontos, Zeitpunkt, Anlass und Anzahl der gelöschten Einträge',
          'Protokolleinträge, die nur diese Nummer nennen: Sie belegen, was im Portal geschah, und führen nicht mehr zu Ihnen',
        ]}
      />
      <Text>
        Zum Schluss bekommen Sie eine letzte E-Mail, die die Löschung bestätigt. Sobald sie verschickt ist, vergisst das
        Portal auch diese Adresse.
      </Text>
    </>
  )
}
