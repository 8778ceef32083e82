import { type Settings } from '../env'
import { outboxTransport } from './outbox-transport'
import { relayTls } from './relay-tls'
import { resendTransport } from './resend-transport'
import { smtpTransport } from './smtp-transport'
import { type MailTransport } from './transport'

/** The transport that the settings name. Close it when it is no longer needed. */
export function openTransport({ dataDir, mail }: Pick<Settings, 'dataDir' | 'mail'>): MailTransport {
  switch (mail.transport) {
    case 'outbox':
      return outboxTransport(dataDir)
    case 'smtp':
      return smtpTransport(mail.smtpUrl as string, {
        tls: relayTls(mail) === 'required' ? 'required' : 'opportunistic',
      })
    case 'resend':
      return resendTransport(mail.resend as NonNullable<typeof mail.resend>)
  }
}
