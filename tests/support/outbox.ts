import { rm } from 'node:fs/promises'
import { type PortalContext } from '@/lib/context'
import { settings } from '@/lib/env'
import { type DispatchCounts, dispatchMail } from '@/lib/mail/dispatch-mail'
import { type MailHooks } from '@/lib/mail/hooks'
import { letterOf } from '@/lib/mail/letters'
import { outboxFolder, outboxTransport } from '@/lib/mail/outbox-transport'
import { listOutbox, type OutboxMail } from '@/lib/mail/read-outbox'
import { openLinks } from '@/lib/mail/sealed-links'

export type ReadMail = OutboxMail & {
  /** Addresses in the text part, in their order. */
  links: string[]
}

/** Sends all due mail into the outbox of this test process, with the clock of the context. */
export function sendMail(ctx: PortalContext, hooks: MailHooks = {}): Promise<DispatchCounts> {
  const transport = outboxTransport(settings().dataDir)
  return dispatchMail(ctx, { transport, hooks, budgetMs: 20_000 })
}

/** What waits in the queue, by whatever statement it came there, is what its letter takes. */
export async function expectQueueFits(ctx: PortalContext): Promise<void> {
  for (const mail of await ctx.db.outgoingMail.findMany({ where: { state: 'queued' } }))
    letterOf(mail.template).check(openLinks(mail.props as object, mail))
}

/** What lies in the outbox, newest first; `to` narrows it down to one recipient. */
export async function readMail({ to }: { to?: string } = {}): Promise<ReadMail[]> {
  const { mails } = await listOutbox(settings().dataDir, { limit: Number.MAX_SAFE_INTEGER })
  return mails
    .filter((mail) => !to || mail.to === to)
    .map((mail) => ({ ...mail, links: mail.text.match(/https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g) ?? [] }))
}

/** Call it before each test that reads mail: the folder outlives a TRUNCATE. */
export async function emptyOutbox(): Promise<void> {
  await rm(outboxFolder(settings().dataDir), { recursive: true, force: true })
}
