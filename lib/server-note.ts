import { hkdfSync } from 'node:crypto'
import { type PortalContext } from './context'
import { settings } from './env'

/** What a command must know of the server on the same database. `secretPrint` tells two secrets apart, and nothing else. */
export type ServerNote = { appUrl: string; mailFrom: string; mailTransport: string; secretPrint: string }

const columns = { appUrl: true, mailFrom: true, mailTransport: true, secretPrint: true } as const

/** The settings of this process, as a server leaves them. */
export function ownNote(): ServerNote {
  const { appUrl, mail, nextAuthSecret } = settings()
  const print = Buffer.from(hkdfSync('sha256', nextAuthSecret, '', 'portal secret print', 8)).toString('hex')
  return { appUrl, mailFrom: mail.from, mailTransport: mail.transport, secretPrint: print }
}

/** At the start of a server; of several the last one counts. Does nothing if the note says the same already. */
export async function leaveNote(ctx: PortalContext): Promise<void> {
  const note = ownNote()
  const before = await readNote(ctx)
  if (before && JSON.stringify(before) === JSON.stringify(note)) return
  await ctx.db.serverNote.upsert({
    where: { id: 1 },
    create: { ...note, notedAt: ctx.now() },
    update: { ...note, notedAt: ctx.now() },
    select: { id: true },
  })
}

/** Undefined: no server has ever run on this database. */
export async function readNote(ctx: PortalContext): Promise<ServerNote | undefined> {
  return (await ctx.db.serverNote.findUnique({ where: { id: 1 }, select: columns })) ?? undefined
}
