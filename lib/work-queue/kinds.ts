import { requestWaiting } from '../access-requests/waiting'
import { accountabilityWaiting } from '../accountability/waiting'
import { accountWaiting } from '../accounts/waiting'
import { mayDo, maySee, type pageRoles, type StaffRole, staffActs } from '../auth/permissions'
import { bulkWaiting } from '../bulk-acts/waiting'
import { codesOf, labelOf, opinionSubjectLabels, type WorkKind, workKindLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { disclosureWaiting } from '../disclosure/waiting'
import { inboundWaiting } from '../inbound/waiting'
import { lifecycleWaiting } from '../lifecycle/waiting'
import { mailWaiting } from '../mail/waiting'
import { moderationWaiting } from '../moderation/waiting'
import { policyWaiting } from '../policies/waiting'
import { publicationWaiting } from '../publications/waiting'
import { formatNumber } from '../text'
import { type Waits, waitingColumns } from '../waiting'
import { operationWaiting } from './operation'

/** A declaration whose acts and page exist. */
type Known = Omit<Waits, 'acts' | 'page'> & {
  acts: readonly (keyof typeof staffActs)[]
  page: keyof typeof pageRoles
}

const ofRooms = {
  ...requestWaiting,
  ...inboundWaiting,
  ...accountabilityWaiting,
  ...disclosureWaiting,
  ...bulkWaiting,
  ...accountWaiting,
  ...policyWaiting,
  ...moderationWaiting,
  ...publicationWaiting,
  ...lifecycleWaiting,
  ...mailWaiting,
  ...operationWaiting,
} satisfies Record<Exclude<WorkKind, 'opinion'>, Known>

/** The acts of two people that wait and that the data protection officer has said nothing about (GDPR Art. 39(1)). */
const opinion: Known = {
  acts: ['giveOpinion'],
  page: '/admin/team',
  details: opinionSubjectLabels,
  hint: 'Der Vorgang wartet auf seine Freigabe. Ihre Stellungnahme steht dann daneben.',
  rows: (ctx) => {
    const asked = Object.values<Known>(ofRooms).flatMap(({ opinion: about, rows }) =>
      about ? [Prisma.sql`SELECT ${about}::text AS about, act.* FROM (${rows(ctx)}) act`] : [],
    )
    return Prisma.sql`
      SELECT ${waitingColumns({
        id: Prisma.sql`about || '/' || id`,
        since: Prisma.sql`since`,
        due: Prisma.sql`due`,
        detail: Prisma.sql`about`,
        path: Prisma.sql`path`,
      })} FROM (${Prisma.join(asked, ' UNION ALL ')}) asked
      WHERE NOT EXISTS (SELECT FROM opinion o WHERE o.about = asked.about AND o.act_id = asked.id)`
  },
}

/** Everything that can wait for a person of staff, as its room declares it. */
export const workKinds: Record<WorkKind, Known> = { ...ofRooms, opinion }

/** Kinds that somebody with this role can settle. */
export function kindsToDo(role: StaffRole): WorkKind[] {
  return codesOf(workKindLabels).filter((kind) => workKinds[kind].acts.some((act) => mayDo(role, act)))
}

/** Kinds that this role may see, and those. */
export function kindsToSee(role: StaffRole): WorkKind[] {
  const toDo = kindsToDo(role)
  return codesOf(workKindLabels).filter((kind) => toDo.includes(kind) || maySee(role, workKinds[kind].page))
}

/** Roles that can settle an entry of this kind. */
export function rolesFor(kind: WorkKind): StaffRole[] {
  return [...new Set(workKinds[kind].acts.flatMap((act) => staffActs[act].roles as readonly StaffRole[]))]
}

/** Name of an entry, without any person's: "Anliegen zum Datenschutz: Auskunft". */
export function titleOf({ kind, detail, amount }: { kind: WorkKind; detail: string | null; amount: number }): string {
  const { details } = workKinds[kind]
  const what = detail ? `${workKindLabels[kind]}: ${labelOf(details ?? {}, detail)}` : workKindLabels[kind]
  return amount > 1 ? `${what} (${formatNumber(amount)})` : what
}
