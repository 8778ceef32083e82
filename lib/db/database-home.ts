import { z } from 'zod'
import { type Database } from './client'
import { rowOf } from './rows'

const homesRow = z.strictObject({ noted: z.string(), present: z.string() })

/**
 * Which database this is: `noted` stands in its own row and comes along with a dump, `present` is the place where it lives. They differ from
 * a restore elsewhere until the portal is opened again (DS-04).
 */
export async function homes(source: { db: Database }): Promise<{ noted: string; present: string }> {
  const row = await rowOf(source, homesRow)`
    SELECT coalesce((SELECT home FROM database_home), current_database_home()) AS noted, current_database_home() AS present`
  if (!row) throw new Error('the database has no home')
  return row
}
