import path from 'node:path'
import { type Pool } from 'pg'
import { lastResults, NOT_RUN, runChecks } from '@/lib/accountability/run-checks'
import { verifyOnward } from '@/lib/audit/keep-verified'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { settingsOf, withOwnDatabase } from './own-database'
import { type Row } from './row'
import { generateAccounts } from './sweep-sql'

const ACCOUNTS = 1_000_000
const LINKS = 100_000
const EVENTS_PER_LINK = 10
/** About a day of a busy portal. */
const NEW_LINKS = 1_000
const MOST_TIMES_FLOOR = 3
const MOST_ONWARD_SECONDS = 1
const MOST_CHECKS_SECONDS = 60

/** The same digests by one statement that looks at nothing else. */
const plainDigests = `
  SELECT count(*) FROM (
    SELECT sha256(convert_to(string_agg(jsonb_build_array(seq, (extract(epoch FROM at) * 1000)::bigint, actor_kind, actor_id, act,
      subject_id, details)::text, E'\\n' ORDER BY seq), 'UTF8')) AS digest
    FROM audit_event GROUP BY (seq - 1) / ${EVENTS_PER_LINK}) AS d WHERE digest IS NOT NULL`

/** The chain of the audit record and the checks of all promises (DS-06, accountability) with a million events. */
export async function benchEvidence(): Promise<Row[]> {
  return withOwnDatabase('evidence', { kind: 'system', duty: 'housekeeping' }, async ({ ctx, pool, url, folder }) => {
    const file = path.join(folder, 'audit-anchors.log')
    // The check of the chain asks the settings where its anchors are.
    settingsOf({ url, folder })
    await ensureFirstVersion(ctx)
    await pool.query(generateAccounts(ACCOUNTS))
    await writeLinks(pool, LINKS)
    await pool.query('VACUUM ANALYZE')
    const floor = await seconds(() => pool.query(plainDigests))
    const full = await seconds(() => mustHold(verifyOnward(ctx, { file, isFull: true })))
    await writeLinks(pool, NEW_LINKS)
    const onward = await seconds(() => mustHold(verifyOnward(ctx, { file })))
    const checks = await seconds(() => runChecks(ctx))
    const notRun = [...(await lastResults(ctx))].filter(([, { found }]) => found === NOT_RUN).map(([id]) => id)
    if (notRun.length > 0) throw new Error(`could not be run: ${notRun.join(', ')}`)
    const events = (LINKS * EVENTS_PER_LINK).toLocaleString('en')
    return [
      {
        what: `verify the chain of ${events} events in ${LINKS.toLocaleString('en')} links, in full`,
        value: `${full.toFixed(1)} s`,
        floor: `${floor.toFixed(1)} s (digests by one statement)`,
        ratio: full / floor,
        target: `≤ ${MOST_TIMES_FLOOR} × floor`,
        met: full / floor <= MOST_TIMES_FLOOR,
      },
      {
        what: `go on verifying after ${(NEW_LINKS * EVENTS_PER_LINK).toLocaleString('en')} more`,
        value: `${onward.toFixed(2)} s`,
        floor: '–',
        target: `< ${MOST_ONWARD_SECONDS} s`,
        met: onward < MOST_ONWARD_SECONDS,
      },
      {
        what: `all checks of all promises, ${ACCOUNTS.toLocaleString('en')} accounts, ${events} events`,
        value: `${checks.toFixed(2)} s`,
        floor: '–',
        target: `< ${MOST_CHECKS_SECONDS} s`,
        met: checks < MOST_CHECKS_SECONDS,
      },
    ]
  })
}

/** Statements of some events each, as pages and duties write them. */
async function writeLinks(pool: Pool, links: number): Promise<void> {
  for (let left = links; left > 0; left -= 1_000) {
    await pool.query(`DO $$ BEGIN FOR i IN 1..${Math.min(1_000, left)} LOOP
      INSERT INTO audit_event (at, actor_kind, actor_id, act, subject_id, details)
      SELECT now(), 'staff', '01930000-0000-7000-8000-000000000001', 'member.viewed', uuid_v7(), '{"reason": "administration"}'
      FROM generate_series(1, ${EVENTS_PER_LINK});
    END LOOP; END $$`)
  }
}

async function mustHold(report: ReturnType<typeof verifyOnward>): Promise<void> {
  if ((await report).faults.length > 0) throw new Error('the chain is not intact')
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
