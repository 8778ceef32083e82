import { STAFF_CHANGE_PERIOD } from '../auth/limits'
import { roleLabels } from '../codes'
import { type PortalContext } from '../context'
import { type Role } from '../db/generated/enums'
import { alertStaff } from '../mail/alert-staff'
import { queueMail } from '../mail/queue-mail'
import { formatSeconds } from '../text'

/** `role` undefined: the second factor is reset. */
type Change = { accountId: string; stage: 'asked' | 'done'; role?: Role; reason?: string }

/**
 * The person concerned and everybody with a role learn at once that a role or a second factor is to change, and again when it has (DS-06): whoever gives
 * power to somebody in secret is seen by all. A reset factor has a letter of its own (tell-factor-change.ts).
 */
export async function tellTeamChange(tx: PortalContext, { accountId, stage, role, reason }: Change): Promise<void> {
  if (role || stage === 'asked')
    await queueMail(tx, { template: 'team-change', accountId, props: { stage, ...(role ? { role } : {}) } })
  const name = (await nameOf(tx, accountId)) ?? 'Eine Person'
  const what = role === 'member' ? 'keine Rolle mehr' : role && `die Rolle ${roleLabels[role]}`
  const lines =
    stage === 'done'
      ? [what ? `${name} hat jetzt ${what}.` : `Der zweite Faktor von ${name} ist zurückgesetzt.`]
      : [
          `${what ? `${name} soll ${what} haben` : `Der zweite Faktor von ${name} soll zurückgesetzt werden`}. Beantragt von: ${await askerOf(tx)}.`,
          `Grund: ${reason}`,
          `Die Leitung hat ${formatSeconds(STAFF_CHANGE_PERIOD)} Zeit, das freizugeben oder abzulehnen. Bis dahin ändert sich nichts.`,
        ]
  await alertStaff(tx, {
    headline: stage === 'done' ? 'Im Team hat sich etwas geändert' : 'Im Team soll sich etwas ändern',
    lines: [...lines, 'Wissen Sie davon nichts? Dann fragen Sie bitte gleich nach.'],
    path: '/admin/team',
    roles: ['moderator', 'admin', 'approver', 'dpo'],
    except: accountId,
  })
}

async function nameOf(tx: PortalContext, id: string): Promise<string | undefined> {
  const person = await tx.db.account.findUnique({ where: { id }, select: { givenName: true, surname: true } })
  return person ? `${person.givenName} ${person.surname}` : undefined
}

async function askerOf(tx: PortalContext): Promise<string | undefined> {
  return tx.actor.kind === 'member' ? nameOf(tx, tx.actor.accountId) : undefined
}
