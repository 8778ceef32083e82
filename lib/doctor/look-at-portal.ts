import { z } from 'zod'
import { countAuthenticators } from '../auth/authenticator'
import { dutyLabels, roleLabels, stepLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { dutyStates } from '../duty-states'
import { type Settings } from '../env'
import { isOwnLog } from '../erasure/erasure-log'
import { readiness } from '../readiness'
import { formatInstant, formatNumber } from '../text'
import { about, type Finding } from './finding'

/** What the rows of the portal say about its operation: duties, mail, people who can act, secrets, the file of erasures. */
export async function lookAtPortal(ctx: PortalContext, settings: Settings): Promise<Finding[]> {
  return [
    ...(await duties(ctx)),
    await queue(ctx),
    ...(await team(ctx)),
    await secrets(ctx),
    await erasures(ctx, settings),
  ]
}

async function duties(ctx: PortalContext): Promise<Finding[]> {
  const { good, bad } = about('Aufgaben')
  const todo = 'Sehen Sie in das Fehlerprotokoll des Servers; läuft keiner, starten Sie ihn.'
  const found = (await dutyStates(ctx)).flatMap(({ duty, endedWellAt, isLate, failing }) => [
    ...(isLate
      ? [
          bad(
            `${dutyLabels[duty]}: ${endedWellAt ? `zuletzt am ${formatInstant(endedWellAt)} vollständig` : 'noch nie vollständig gelaufen'}`,
            todo,
          ),
        ]
      : []),
    ...failing.map(({ step, since }) => bad(`${labelOfStep(step)}: schlägt fehl seit ${formatInstant(since)}`, todo)),
  ])
  return found.length > 0 ? found : [good('laufen')]
}

function labelOfStep(step: string): string {
  return Object.hasOwn(stepLabels, step) ? stepLabels[step as keyof typeof stepLabels] : step
}

async function queue(ctx: PortalContext): Promise<Finding> {
  const { good, bad } = about('Warteschlange der E-Mails')
  const { mail } = await readiness(ctx)
  const minutes = Math.floor((mail?.oldestDueSeconds ?? 0) / 60)
  if (mail?.state !== 'late') return good('nichts ist überfällig')
  return bad(
    `die älteste wartet seit ${formatNumber(minutes)} Minuten`,
    'Unter /admin/postausgang steht, woran es liegt.',
  )
}

const memberOfStaffRow = z.strictObject({
  role: z.enum(['admin', 'approver', 'dpo']),
  people: z.number(),
  withFactor: z.number(),
})

/** What two people must do needs two (DS-06). */
async function team(ctx: PortalContext): Promise<Finding[]> {
  const rows = await rowsOf(ctx, memberOfStaffRow)`
    SELECT r.role, count(a.id)::int AS people, (count(a.id) FILTER (WHERE
      EXISTS (SELECT FROM authenticator f WHERE f.account_id = a.id)
      OR EXISTS (SELECT FROM passkey k WHERE k.account_id = a.id)))::int AS "withFactor"
    FROM unnest(ARRAY['admin', 'approver', 'dpo']::role[]) AS r (role)
    LEFT JOIN account a ON a.role = r.role AND a.email_confirmed_at IS NOT NULL
    GROUP BY r.role ORDER BY r.role`
  const { good, look, bad } = about('Team')
  return rows.map(({ role, people, withFactor }) => {
    const text = `${roleLabels[role]}: ${people}, davon ${withFactor} mit zweitem Faktor`
    if (withFactor > 0) return good(text)
    const todo =
      people === 0
        ? `npm run portal -- admin:create --email … --role ${role}`
        : 'Die Person richtet ihn bei der nächsten Anmeldung ein.'
    // Without them nothing is released, and nobody is there whom the policy names.
    return role === 'dpo' ? look(text, todo) : bad(text, todo)
  })
}

async function secrets(ctx: PortalContext): Promise<Finding> {
  const { good, bad } = about('Geheimnisse')
  const { all, unreadable } = await countAuthenticators(ctx)
  if (unreadable === 0) return good(`alle ${formatNumber(all)} Authentifizierungs-Apps sind lesbar`)
  return bad(
    `${formatNumber(unreadable)} von ${formatNumber(all)} Authentifizierungs-Apps sind mit einem anderen NEXTAUTH_SECRET versiegelt`,
    'Tragen Sie das frühere in NEXTAUTH_SECRET_OLD ein.',
  )
}

async function erasures(ctx: PortalContext, { erasuresLog: file }: Settings): Promise<Finding> {
  const { good, look, bad } = about('Datei der Löschungen')
  if (!file)
    return bad('fehlt: Eine zurückgespielte Sicherung brächte gelöschte Personen zurück', 'Setzen Sie ERASURES_LOG.')
  const isOwn = await isOwnLog(ctx, file)
  if (isOwn === undefined) return look(`${file} gibt es noch nicht`, 'Der Server legt sie in der ersten Minute an.')
  if (isOwn) return good(`${file} gehört zu dieser Datenbank`)
  return bad(`${file} gehört zu einer anderen Datenbank`, 'Nennen Sie die richtige in ERASURES_LOG.')
}
