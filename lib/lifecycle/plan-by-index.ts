import { type PortalContext } from '../context'

/**
 * For the rest of the transaction `tx`: PostgreSQL reads tables through their indexes. The batches of the sweep take few rows out
 * of many along an index made for them; without this the planner guesses from statistics, and wrong ones (after an import
 * or a restore) turn a run with nothing to do into a look at every account (DS-05). Hash joins stay where a statement
 * joins its own intermediate results.
 */
export async function planByIndex(tx: PortalContext, { hashJoins }: { hashJoins: boolean }): Promise<void> {
  await tx.db.$queryRaw`
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true),
           set_config('enable_hashjoin', ${hashJoins ? 'on' : 'off'}, true), set_config('random_page_cost', '1.1', true)`
}
