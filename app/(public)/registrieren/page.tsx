import { redirect } from 'next/navigation'
import { publicPage } from '@/app/_edge/page'
import { groupOptions } from '@/components/account/group-options'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { NEW_PASSWORD_HINT } from '@/lib/auth/messages'
import { newestVersion } from '@/lib/policies/published-versions'
import { acceptanceWording } from '@/lib/policies/record-acceptance'
import { openOutbox } from '../postfach/parts/open-outbox'
import { RegistrationForm } from './form'

/** Registration (DS-03) with agreement to the newest policy version (DS-01). */
export default publicPage(async ({ ctx, member }) => {
  if (member) redirect('/mein-profil')
  const { number } = await newestVersion(ctx)
  return (
    <RegistrationForm
      groups={groupOptions()}
      policyVersion={number}
      agreement={<Agreement version={number} />}
      passwordHint={`Es schützt Ihr Konto. ${NEW_PASSWORD_HINT} Nach dem Öffnen der E-Mail geben Sie es noch einmal ein; bis dahin speichern wir es nicht.`}
      intro={<Intro />}
      afterwards={<NoMail hasOutbox={Boolean(await openOutbox())} />}
    />
  )
})

function Intro() {
  return (
    <Text>
      Für die Dienste des Portals brauchen Sie ein kostenloses Konto. Wir fragen nur, was dafür nötig ist, und sagen bei
      jedem Feld, wozu. Alle Felder sind Pflichtfelder. Sie haben schon ein Konto?{' '}
      <Link href="/anmelden">Zur Anmeldung</Link>
    </Text>
  )
}

function NoMail({ hasOutbox }: { hasOutbox: boolean }) {
  return (
    <>
      <Text>
        Keine E-Mail da? Sehen Sie im Spam-Ordner nach und prüfen Sie, ob die Adresse richtig war. Sie können sich auch{' '}
        <Link href="/registrieren">noch einmal registrieren</Link> oder uns <Link href="/kontakt">schreiben</Link>.
      </Text>
      {hasOutbox ? (
        <Text>
          Dieses Portal läuft ohne Mailversand: Die E-Mail liegt im <Link href="/postfach">örtlichen Postausgang</Link>.
        </Text>
      ) : null}
    </>
  )
}

/** Exactly the sentence that is stored with the agreement, its policy linked. */
function Agreement({ version }: { version: number }) {
  const policy = `Datenschutzerklärung (Fassung ${version})`
  const [before, after] = acceptanceWording(version).split(policy)
  return (
    <>
      {before}
      <Link href={`/datenschutz/versionen/${version}`} target="_blank" rel="noopener">
        {policy}
      </Link>
      {after}
    </>
  )
}
