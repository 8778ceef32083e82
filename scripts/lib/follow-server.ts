import { type PortalContext } from '@/lib/context'
import { settings } from '@/lib/env'
import { ownNote, readNote } from '@/lib/server-note'
import { type Effect, type OnDatabase } from './verb'

/**
 * A command speaks of the portal that its members know: it takes the public address and the sender from the server that runs on the
 * same database. Throws, with one line, where the environment says otherwise and the verb would act on it; warns where
 * mail is to leave another way on purpose.
 */
export async function followServer(ctx: PortalContext, verb: OnDatabase, effect: Effect): Promise<void> {
  const note = await readNote(ctx)
  if (!note) return
  const own = ownNote()
  if (effect === 'writes') {
    if (process.env.APP_URL && own.appUrl !== note.appUrl) throw differs('APP_URL', own.appUrl, note.appUrl)
    if (own.secretPrint !== note.secretPrint) throw differs('NEXTAUTH_SECRET', 'another one', 'its own')
    if (verb.sendsMail && own.mailTransport !== note.mailTransport) {
      const difference = differs('MAIL_TRANSPORT', own.mailTransport, note.mailTransport)
      // Named in the command itself it is meant: the way out when the usual relay is down.
      if (!process.env.MAIL_TRANSPORT) throw difference
      console.error(`Warning: ${difference.message}`)
    }
  }
  const current = settings()
  if (!process.env.APP_URL) current.appUrl = note.appUrl
  if (!process.env.MAIL_FROM) current.mail.from = note.mailFrom
}

function differs(name: string, here: string, there: string): Error {
  return new Error(
    `Setting ${name} is ${here} here, but ${there} where the portal runs: give the command the settings of the server (its EnvironmentFile).`,
  )
}
