/** Providers that give an address to anybody: their domains say nothing about an organisation. */
const FREE_MAIL: ReadonlySet<string> = new Set([
  'aol.com',
  'arcor.de',
  'email.de',
  'freenet.de',
  'gmail.com',
  'gmx.at',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hotmail.com',
  'hotmail.de',
  'icloud.com',
  'live.de',
  'mail.de',
  'mailbox.org',
  'me.com',
  'online.de',
  'outlook.com',
  'outlook.de',
  'posteo.de',
  'proton.me',
  'protonmail.com',
  't-online.de',
  'web.de',
  'yahoo.com',
  'yahoo.de',
])

export function isFreeMail(domain: string): boolean {
  return FREE_MAIL.has(domain)
}
