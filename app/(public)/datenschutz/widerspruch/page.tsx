import { publicPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { berlinDay } from '@/lib/dates'
import { type KeptWork } from '@/lib/exchange'
import { operator } from '@/lib/operator'
import { governingVersion } from '@/lib/policies/governing-version'
import { announcementsOf, type MemberAnnouncement } from '@/lib/policies/member-announcements'
import { withdrawalWording } from '@/lib/policies/withdraw-objection'
import { formatDay, formatDayOf } from '@/lib/text'
import { changesAddress } from '../parts/changes-address'
import { ObjectionForm, WithdrawalForm } from './form'

/** Widerspruch gegen eine neue Fassung (DS-11): what governs me, what is new, and one form. */
export default publicPage(
  async ({ ctx, member }) => (
    <>
      <Heading level={1}>Widerspruch gegen eine neue Fassung</Heading>
      {member ? (
        <Own
          announcements={await announcementsOf(ctx, member.accountId)}
          governing={(await governingVersion(ctx, member.accountId))?.number}
          today={berlinDay(ctx.now())}
        />
      ) : (
        <Visitor />
      )}
      {/* After the forms: one that comes back brings its own title. */}
      <Title>Widerspruch</Title>
    </>
  ),
  giveBack,
)

/** Without scripts, for whoever was signed out while writing: the reason, to be sent once more. */
function giveBack(values: KeptWork) {
  const { versionNumber = '', reason } = values
  return (
    <>
      <Heading level={1}>Ihr Widerspruch ist noch nicht eingegangen</Heading>
      <p>
        <Link href="/datenschutz/widerspruch" target="_blank" standalone>
          Seite in neuem Fenster öffnen
        </Link>
      </p>
      <ObjectionForm versionNumber={Number(versionNumber)} reason={reason} />
      <Title>Widerspruch</Title>
    </>
  )
}

function Visitor() {
  const { email } = operator()
  return (
    <>
      <Text>
        Wenn wir die Datenschutzerklärung ändern, bekommt jedes Mitglied eine E-Mail. Darin steht, bis wann Sie
        widersprechen können. Melden Sie sich dafür bitte an.
      </Text>
      <p>
        <ButtonLink href="/anmelden?weiter=/datenschutz/widerspruch">Anmelden</ButtonLink>
      </p>
      <Text>
        Sie können auch an <Link href={`mailto:${email}`}>{email}</Link> oder an die Anschrift im{' '}
        <Link href="/impressum">Impressum</Link> schreiben. Es zählt der Tag, an dem Ihr Schreiben bei uns eingeht.
      </Text>
    </>
  )
}

type OwnProps = { announcements: MemberAnnouncement[]; governing: number | undefined; today: string }

function Own({ announcements, governing, today }: OwnProps) {
  return (
    <>
      <Text>
        Für Sie gilt zurzeit <Link href={`/datenschutz/versionen/${governing}`}>Fassung {governing}</Link>.
      </Text>
      {announcements.length === 0 ? <Text>Es gibt keine neuere Fassung.</Text> : null}
      {announcements.filter(({ versionNumber }) => versionNumber > (governing ?? 0)).length > 1 ? (
        <Text>
          Es gibt mehrere neue Fassungen. Jede hat ihre eigene Frist, und ein Widerspruch gilt nur für die Fassung, bei
          der Sie ihn eintragen.
        </Text>
      ) : null}
      {announcements.map((announcement) => (
        <Announced key={announcement.versionNumber} announcement={announcement} today={today} />
      ))}
    </>
  )
}

function Announced({ announcement, today }: { announcement: MemberAnnouncement; today: string }) {
  const { versionNumber, publishedAt, changeSummary, state, lastDay, objectedAt, governing } = announcement
  const isReplaced = versionNumber < governing
  const id = `stand-${versionNumber}`
  return (
    <Section id={id} title={`Fassung ${versionNumber} vom ${formatDayOf(publishedAt)}`} size="large">
      <Text className="whitespace-pre-line">{changeSummary}</Text>
      <Text>
        <Link href={changesAddress(versionNumber, Math.min(governing, versionNumber - 1))}>
          Alle Änderungen der Fassung {versionNumber}
        </Link>
      </Text>
      {isReplaced ? <Text>Für Sie gilt schon die neuere Fassung {governing}.</Text> : null}
      {state === 'open' && lastDay && !isReplaced ? (
        <Text>
          Sie können bis einschließlich <strong>{formatDay(lastDay)}</strong> widersprechen. Ohne Widerspruch gilt diese
          Fassung danach für Sie.
        </Text>
      ) : null}
      {state === 'announced' && !isReplaced ? (
        <Text>Diese Fassung gilt für Sie noch nicht. Ihre Frist beginnt erst mit unserer E-Mail an Sie.</Text>
      ) : null}
      {state === 'over' && lastDay ? (
        <Text>Die Frist für den Widerspruch ist am {formatDay(lastDay)} abgelaufen.</Text>
      ) : null}
      {(state === 'open' || state === 'announced') && !isReplaced ? (
        <ObjectionForm versionNumber={versionNumber} />
      ) : null}
      {state === 'objected' && objectedAt && isReplaced ? (
        <Text>Sie hatten dieser Fassung am {formatDayOf(objectedAt)} widersprochen.</Text>
      ) : null}
      {state === 'objected' && objectedAt && !isReplaced ? (
        <>
          <Text>
            Sie haben dieser Fassung am {formatDayOf(objectedAt)} widersprochen. Sie gilt für Sie nicht.{' '}
            {lastDay && lastDay < today
              ? `Mit der Schaltfläche erklären Sie: „${withdrawalWording(versionNumber)}“`
              : 'Sie können den Widerspruch zurückziehen.'}
          </Text>
          <WithdrawalForm versionNumber={versionNumber} />
        </>
      ) : null}
    </Section>
  )
}
