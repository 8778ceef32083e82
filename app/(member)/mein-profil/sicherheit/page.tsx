import { memberPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { MOST_SESSIONS } from '@/lib/auth/limits'
import { NEW_PASSWORD_HINT } from '@/lib/auth/messages'
import { type Member } from '@/lib/auth/session'
import { listSessions, type OpenSession } from '@/lib/auth/sessions'
import { mustProve } from '@/lib/auth/step-up'
import { formatInstant } from '@/lib/text'
import { ProveFirst } from '../parts/prove-first'
import { changeOwnPassword, endSessions } from './actions'
import { OpenSessions } from './parts/open-sessions'

const passwordToEnd = {
  kind: 'password',
  name: 'currentPassword',
  label: 'Passwort',
  hint: 'Damit niemand sonst Ihre Sitzungen beendet.',
  autoComplete: 'current-password',
} as const

/** Password and open sessions of a member (DS-06). */
export default memberPage(async ({ ctx, member }) => (
  <>
    <Text>
      <Link href="/mein-profil" standalone>
        Zurück zu Mein Profil
      </Link>
    </Text>
    <Heading level={1}>Sicherheit</Heading>
    <Section id="passwort" title="Passwort ändern" size="large">
      <Text>Danach sind Sie nur noch hier angemeldet. Wir schreiben Ihnen eine E-Mail dazu.</Text>
      {mustProve(member, ctx.now()) ? (
        <ProveFirst weiter="/mein-profil/sicherheit#passwort" />
      ) : (
        <PortalForm
          action={changeOwnPassword}
          errorTitle="Sicherheit"
          submit="Passwort ändern"
          asks={[
            {
              kind: 'password',
              name: 'currentPassword',
              label: 'Bisheriges Passwort',
              autoComplete: 'current-password',
            },
            {
              kind: 'password',
              name: 'newPassword',
              label: 'Neues Passwort',
              hint: NEW_PASSWORD_HINT,
              autoComplete: 'new-password',
            },
          ]}
        />
      )}
    </Section>
    <Section id="faktor" title="Zweiter Faktor" size="large">
      <Text>
        {member.factorAt
          ? 'Ihr Konto ist mit einem zweiten Faktor geschützt.'
          : 'Ihr Konto hat noch keinen zweiten Faktor.'}{' '}
        <Link href="/mein-profil/sicherheit/zweiter-faktor">Zweiten Faktor verwalten</Link>
      </Text>
    </Section>
    <Section id="sitzungen" title="Offene Sitzungen" size="large">
      <Text>
        Hier sind Sie angemeldet. Eine Sitzung, die Sie nicht kennen, sollten Sie beenden; ändern Sie dann auch Ihr
        Passwort. Mehr als {MOST_SESSIONS} zugleich sind nicht möglich; dann endet die älteste.
      </Text>
      <Sessions
        sessions={await listSessions(ctx, member.accountId)}
        member={member}
        mustProve={mustProve(member, ctx.now())}
      />
    </Section>
    <Title>Sicherheit</Title>
  </>
))

function Sessions({ sessions, member, mustProve }: { sessions: OpenSession[]; member: Member; mustProve: boolean }) {
  const others = sessions.filter(({ id }) => id !== member.sessionId)
  const options = [
    { value: 'alle', label: 'Alle anderen Sitzungen' },
    ...others.map(({ id, device, createdAt }) => ({ value: id, label: `${device}, seit ${formatInstant(createdAt)}` })),
  ]
  const end = mustProve ? (
    <ProveFirst weiter="/mein-profil/sicherheit#sitzungen" />
  ) : (
    <PortalForm
      action={endSessions}
      errorTitle="Sicherheit"
      prefix="sitzung"
      submit="Beenden"
      submitVariant="secondary"
      asks={[
        { kind: 'list', name: 'which', label: 'Welche Sitzung möchten Sie beenden?', options },
        ...(member.factorAt ? [] : [passwordToEnd]),
      ]}
    />
  )
  return <OpenSessions sessions={sessions} currentId={member.sessionId} end={end} />
}
