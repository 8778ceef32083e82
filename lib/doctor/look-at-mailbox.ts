import { type MailboxSettings, type Settings } from '../env'
import { MailboxError, openMailbox } from '../inbound/open-mailbox'
import { configuredWays } from '../inbound/ways'
import { about, type Finding } from './finding'

const LIMITS = { connect: 10_000, answer: 10_000 }

/** Does the portal hear what comes back? Its folders are opened; nothing is read, marked or moved. */
export async function lookAtMailbox({ inbound, mail }: Settings): Promise<Finding[]> {
  const { good, look } = about('Posteingang')
  const { mailbox } = inbound
  if (mailbox) return Promise.all(mailbox.folders.map((folder) => open(mailbox, folder)))
  if (configuredWays(inbound).length > 0) return [good('Resend, alle fünf Minuten abgefragt')]
  if (mail.replyPattern) return [look('nur was ein Mailserver übergibt (mail:receive); auf ihn wartet niemand')]
  return [
    look(
      'keiner: Die Verwaltung trägt selbst ein, was zurückkommt',
      'INBOUND_IMAP_URL oder INBOUND_RESEND setzen (docs/operation.md, „Mail that comes back“).',
    ),
  ]
}

/** What stage failed, in words. */
const stages: Record<string, string> = {
  'sign-in': 'nimmt die Anmeldung nicht an oder ist nicht erreichbar',
  open: 'hat diesen Ordner nicht',
}

async function open(mailbox: MailboxSettings, folder: string): Promise<Finding> {
  const { good, bad } = about(`Posteingang ${folder}`)
  try {
    const box = await openMailbox(mailbox, folder, LIMITS)
    box.close()
    return good(`${mailbox.host} lässt ihn lesen`)
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error
    const stage = stages[error.code] ?? 'antwortet nicht rechtzeitig'
    return bad(
      `${mailbox.host} ${stage}`,
      'INBOUND_IMAP_URL und INBOUND_FOLDER prüfen: Bis dahin wird niemand gelöscht.',
    )
  }
}
