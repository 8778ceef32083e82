import { Prisma } from '../db/generated/client'
import { kinds } from './kinds'

/** SELECT of every released act, of whatever kind: who prepared it, who released it, and when. */
export const releasesSql = Prisma.join(
  Object.values(kinds).map(({ table }) =>
    Prisma.raw(`SELECT prepared_by, decided_by, decided_at FROM "${table}" WHERE decision = 'released'`),
  ),
  ' UNION ALL ',
)
