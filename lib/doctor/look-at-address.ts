import { connect } from 'node:tls'
import { type Settings } from '../env'
import { isPublic } from '../fail-closed'
import { about, type Finding } from './finding'

const ANSWER_MS = 10_000
const DAY_MS = 86_400_000
/** A certificate is renewed a month before its end; whoever comes this near has a renewal that does not work. Days. */
const ENDS_SOON = 21
const ENDS_NOW = 3

/** Asks the public address as a browser would: is it this portal, is it protected, are its inner addresses closed? */
export async function lookAtAddress(settings: Settings, now: Date): Promise<Finding[]> {
  const { appUrl } = settings
  const { good, bad } = about('Adresse')
  const { answer, problem } = await ask(`${appUrl}/api/health/ready`, settings.cronSecret)
  if (!answer) {
    return [bad(`${appUrl} antwortet nicht (${problem})`, 'Läuft der Server, steht der Proxy davor, stimmt APP_URL?')]
  }
  const state = (await answer.json().catch(() => undefined)) as { ok?: boolean; database?: unknown } | undefined
  const isOurs = state?.ok !== undefined && Object.keys(state).length > 1
  if (!isOurs)
    return [
      bad(`Hinter ${appUrl} antwortet etwas anderes als dieses Portal`, 'Prüfen Sie Proxy, APP_URL und CRON_SECRET.'),
    ]
  const readiness = state.ok ? good(`${appUrl} ist bereit`) : bad(`${appUrl} ist nicht bereit`)
  return isPublic(settings)
    ? [readiness, transport(answer), await plain(appUrl), await certificate(appUrl, now), await inside(appUrl)]
    : [readiness]
}

async function ask(url: string, secret?: string): Promise<{ answer?: Response; problem?: string }> {
  const headers = secret ? { authorization: `Bearer ${secret}` } : undefined
  try {
    return { answer: await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) }) }
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    return { problem: cause?.code ?? name }
  }
}

function transport(answer: Response): Finding {
  const { good, bad } = about('HSTS')
  const rule = answer.headers.get('strict-transport-security')
  return rule ? good(rule) : bad('fehlt', 'Der Proxy muss die Kopfzeilen des Portals durchlassen.')
}

async function plain(appUrl: string): Promise<Finding> {
  const { good, bad } = about('Ohne Verschlüsselung')
  const { answer } = await ask(appUrl.replace(/^https:/, 'http:'))
  if (!answer) return good('antwortet niemand')
  const to = answer.headers.get('location') ?? ''
  if (answer.status >= 300 && answer.status < 400 && to.startsWith('https:')) return good('wird auf https verwiesen')
  return bad('antwortet die Adresse mit einer Seite', 'Der Proxy muss http auf https umleiten.')
}

async function certificate(appUrl: string, now: Date): Promise<Finding> {
  const { good, look, bad } = about('Zertifikat')
  const { hostname, port } = new URL(appUrl)
  const validTo = await new Promise<string | undefined>((resolve) => {
    const socket = connect(
      { host: hostname, port: Number(port || 443), servername: hostname, timeout: ANSWER_MS },
      () => {
        resolve(socket.getPeerCertificate().valid_to)
        socket.end()
      },
    )
    socket.once('timeout', () => socket.destroy(new Error('timeout')))
    socket.once('error', () => resolve(undefined))
  })
  if (!validTo) return bad('wird nicht anerkannt')
  const days = Math.floor((Date.parse(validTo) - now.getTime()) / DAY_MS)
  const text = `gilt noch ${days} Tage`
  if (days < ENDS_NOW) return bad(text, 'Erneuern Sie es.')
  return days < ENDS_SOON ? look(text, 'Prüfen Sie, ob es sich von selbst erneuert.') : good(text)
}

/** What only the machine itself may ask. */
async function inside(appUrl: string): Promise<Finding> {
  const { good, bad } = about('Innere Adressen')
  const open = []
  for (const path of ['/postfach', '/api/cron/mail']) {
    const { answer } = await ask(`${appUrl}${path}`)
    if (answer && answer.status < 400) open.push(path)
  }
  return open.length === 0 ? good('sind von außen geschlossen') : bad(`${open.join(', ')} antwortet nach außen`)
}
