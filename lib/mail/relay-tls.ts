import { type Settings } from '../env'
import { isLoopback } from '../loopback'

export type RelayTls = 'required' | 'opportunistic' | 'same-machine'

/**
 * How the way to the relay is protected: the policy says that mail travels encrypted (DS-06). Nothing leaves without
 * TLS unless SMTP_TLS says otherwise; a relay on this very machine is not reached over any network.
 */
export function relayTls({ smtpUrl, smtpTls }: Pick<Settings['mail'], 'smtpUrl' | 'smtpTls'>): RelayTls {
  return isLoopback(new URL(smtpUrl ?? 'smtp://localhost').hostname) ? 'same-machine' : smtpTls
}

const tlsWords: Record<RelayTls, string> = {
  required: 'SMTP, nur verschlüsselt (TLS)',
  opportunistic: 'SMTP, verschlüsselt nur, wenn der Mailserver es anbietet (SMTP_TLS)',
  'same-machine': 'SMTP, Mailserver auf derselben Maschine',
}

/** For staff: how mail leaves, and whether anybody on the way could read it. */
export function transportInWords(mail: Settings['mail']): string {
  if (mail.transport === 'resend') return 'Resend, verschlüsselt (HTTPS)'
  return mail.transport === 'smtp' ? tlsWords[relayTls(mail)] : 'Lokaler Postausgang, es wird nichts verschickt'
}
