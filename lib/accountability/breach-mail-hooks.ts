import { z } from 'zod'
import { type PortalContext } from '../context'
import { type AcceptedMail, type HookMail, type MailHooks } from '../mail/hooks'

/** Who was told of a breach, and who could not be reached (GDPR Art. 34), as the mails move. The queue keeps no wording. */
export const breachMailHooks: MailHooks = { 'breach-notice': { complete, accepted, bounced, revived } }

const propsRow = z.object({ letterId: z.uuid() })

async function complete(ctx: PortalContext, mails: (HookMail & { props: unknown })[]): Promise<Map<string, object>> {
  const named = mails.map(({ id, props }) => ({ id, ...propsRow.parse(props) }))
  const letters = await ctx.db.breachLetter.findMany({
    where: { id: { in: named.map(({ letterId }) => letterId) }, decision: 'released' },
    select: { id: true, nature: true, consequences: true, measures: true, advice: true },
  })
  const byId = new Map(letters.map(({ id, ...wording }) => [id, wording]))
  return new Map(
    named.flatMap(({ id, letterId }) => {
      const wording = byId.get(letterId)
      return wording ? [[id, wording] as const] : []
    }),
  )
}

async function accepted(tx: PortalContext, mails: AcceptedMail[]): Promise<void> {
  const times = mails.map(({ id, acceptedAt }) => ({ id, at: acceptedAt.toISOString() }))
  await tx.db.$executeRaw`
    UPDATE breach_telling t SET accepted_at = mail.at
    FROM jsonb_to_recordset(${JSON.stringify(times)}::jsonb) AS mail (id uuid, at timestamptz) WHERE t.mail_id = mail.id`
}

/** Not reached: staff tell them in another way (lib/accountability/waiting.ts). */
async function bounced(tx: PortalContext, mails: HookMail[]): Promise<void> {
  await tx.db.breachTelling.updateMany({ where: named(mails), data: { bouncedAt: tx.now() } })
}

async function revived(tx: PortalContext, mails: HookMail[]): Promise<void> {
  await tx.db.breachTelling.updateMany({ where: named(mails), data: { bouncedAt: null } })
}

function named(mails: HookMail[]) {
  return { mailId: { in: mails.map(({ id }) => id) } }
}
