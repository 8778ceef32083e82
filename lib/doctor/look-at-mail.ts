import { Resolver } from 'node:dns/promises'
import { type Settings } from '../env'
import { isPublic } from '../fail-closed'
import { causeWords } from '../mail/causes'
import { relayTls } from '../mail/relay-tls'
import { tryRelay } from '../mail/smtp-transport'
import { about, type Finding } from './finding'

/** What is asked of the domain name system; tests answer themselves. */
export type Names = Pick<Resolver, 'resolveTxt' | 'resolveMx'>

const RELAY_MS = 10_000
const NAMES_MS = 3_000

/** Does the relay take mail from the portal, and would others believe it? No mail is sent. */
export async function lookAtMail(
  settings: Settings,
  { names = new Resolver({ timeout: NAMES_MS, tries: 2 }), dkim }: { names?: Names; dkim?: string } = {},
): Promise<Finding[]> {
  const { mail } = settings
  if (!isPublic(settings)) return [await relay(mail)]
  const domain = domainOf(mail.from)
  const selector = dkim ?? (mail.transport === 'resend' ? 'resend' : undefined)
  return [
    await relay(mail),
    await senderPolicy(names, domain),
    await signature(names, domain, selector),
    await alignment(names, domain),
    await returns(names, domainOf(mail.replyPattern ?? mail.from)),
  ]
}

async function relay(mail: Settings['mail']): Promise<Finding> {
  const { good, look, bad } = about('Mailserver')
  if (mail.transport === 'outbox') return good('lokaler Postausgang, es wird nichts verschickt')
  if (mail.transport === 'resend') return look('Resend: nur mit --mail ADDRESS zu prüfen')
  const tls = relayTls(mail) === 'required' ? 'required' : 'opportunistic'
  const refusal = await tryRelay(mail.smtpUrl ?? '', { tls, limitMs: RELAY_MS })
  if (!refusal) return good('nimmt die Anmeldung des Portals an')
  if (!('cause' in refusal)) return bad('antwortet nicht, wie es sich gehört')
  const { name, remedy } = causeWords(refusal.cause)
  return bad(`${name} (${refusal.error})`, remedy)
}

async function senderPolicy(names: Names, domain: string): Promise<Finding> {
  const { good, look, bad } = about('SPF')
  const found = await texts(names, domain, /^v=spf1\b/i)
  if (!found) return look(`Der Name ${domain} war nicht zu erfragen`)
  if (found.length > 1)
    return bad(`${domain} hat ${found.length} Einträge: Empfänger werten dann keinen`, 'Lassen Sie einen stehen.')
  const [record] = found
  if (!record) return bad(`${domain} hat keinen Eintrag`, `TXT ${domain}: "v=spf1 a:<Mailserver> -all"`)
  if (/\+?all\b/.test(record) && !/[-~?]all\b/.test(record))
    return bad(`erlaubt allen, als ${domain} zu schreiben`, 'Enden Sie auf -all.')
  return good(record)
}

async function signature(names: Names, domain: string, selector: string | undefined): Promise<Finding> {
  const { good, look, bad } = about('DKIM')
  if (!selector) return look('nicht geprüft', 'Nennen Sie den Selektor Ihres Mailservers mit --dkim SELECTOR.')
  const name = `${selector}._domainkey.${domain}`
  const found = await texts(names, name, /\bp=[A-Za-z0-9+/]/)
  if (!found) return look(`Der Name ${name} war nicht zu erfragen`)
  return found.length > 0
    ? good(`${name} nennt einen Schlüssel`)
    : bad(`${name} nennt keinen Schlüssel`, 'Tragen Sie den öffentlichen Schlüssel des Mailservers ein.')
}

/** A domain below has the policy of the one that was registered (RFC 7489 6.6.3). */
async function alignment(names: Names, domain: string): Promise<Finding> {
  const { good, look, bad } = about('DMARC')
  const registered = domain.split('.').slice(-2).join('.')
  for (const name of new Set([domain, registered])) {
    const found = await texts(names, `_dmarc.${name}`, /^v=DMARC1\b/i)
    if (!found) return look(`Der Name _dmarc.${name} war nicht zu erfragen`)
    const [record] = found
    if (record)
      return /\bp=none\b/i.test(record)
        ? look(`${record}: nur beobachtet`, 'Setzen Sie p=quarantine, sobald alles stimmt.')
        : good(record)
  }
  return bad(`_dmarc.${domain} fehlt`, `TXT _dmarc.${domain}: "v=DMARC1; p=quarantine"`)
}

/** Where answers, and mails that come back, go. */
async function returns(names: Names, domain: string): Promise<Finding> {
  const { good, look, bad } = about('Rückweg')
  try {
    const servers = await names.resolveMx(domain)
    return servers.length > 0 ? good(`${domain}: ${servers.map(({ exchange }) => exchange).join(', ')}`) : nobody()
  } catch (error) {
    return isAbsent(error) ? nobody() : look(`Der Name ${domain} war nicht zu erfragen`)
  }
  function nobody(): Finding {
    return bad(
      `${domain} nimmt keine E-Mails an`,
      'Tragen Sie einen Mailserver ein (MX): Sonst erfährt niemand, was zurückkommt.',
    )
  }
}

/** Records that match, each as one line; undefined: the question was not answered. */
async function texts(names: Names, name: string, wanted: RegExp): Promise<string[] | undefined> {
  try {
    return (await names.resolveTxt(name)).map((parts) => parts.join('')).filter((record) => wanted.test(record))
  } catch (error) {
    return isAbsent(error) ? [] : undefined
  }
}

function isAbsent(error: unknown): boolean {
  return ['ENODATA', 'ENOTFOUND'].includes((error as { code?: string }).code ?? '')
}

function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .replace(/>.*$/, '')
    .toLowerCase()
}
