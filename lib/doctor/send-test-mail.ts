import { randomBytes, randomUUID } from 'node:crypto'
import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { type Settings } from '../env'
import { causeWords } from '../mail/causes'
import { isSingleAddress } from '../mail/headers'
import { openTransport } from '../mail/open-transport'
import { renderMail } from '../mail/render'
import { within } from '../mail/transport'
import { operatorOf } from '../operator'
import { about, type Finding } from './finding'

const ANSWER_MS = 60_000

/** Sends one letter past the queue, so that the answer of the relay is seen. Nothing is recorded. */
export async function sendTestMail(ctx: PortalContext, settings: Settings, to: string): Promise<Finding> {
  const { good, bad } = about('Testnachricht')
  if (!isSingleAddress(to)) return bad(`${to} ist keine E-Mail-Adresse`)
  const reference = randomBytes(4).toString('hex')
  const { appUrl, mail } = settings
  const addressee = { email: to, givenName: '', surname: '' }
  const occasion = { addressee, appUrl, day: berlinDay(ctx.now()), operator: operatorOf(settings) }
  const { subject, html, text } = await renderMail('test-mail', { reference }, occasion)
  const messageId = `${randomUUID()}@${new URL(appUrl).hostname}`
  const message = { from: mail.from, to, subject, html, text, messageId, preparedAt: ctx.now(), headers: {} }
  const transport = openTransport(settings)
  const late = { outcome: 'unknown' as const, error: 'timeout' }
  const [answer = late] = await within(ANSWER_MS, transport.send([message], messageId), () => [late])
  await transport.close()
  if (answer.outcome === 'accepted') return good(`„${subject}“ ist abgegeben: Ist sie angekommen?`)
  if (answer.outcome === 'refused' || answer.outcome === 'unavailable') {
    const { name, remedy } = causeWords(answer.cause)
    return bad(`${name} (${answer.error})`, remedy)
  }
  return bad(`nicht sicher abgegeben (${'error' in answer ? answer.error : answer.outcome})`)
}
