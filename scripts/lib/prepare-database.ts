import { countUnprotected } from '@/lib/audit/protection'
import { readClosure } from '@/lib/closure'
import { inTransaction, portalContext } from '@/lib/context'
import { migrate } from '@/lib/db/migrate'
import { grantRunningRole } from '@/lib/db/running-role'
import { settings } from '@/lib/env'
import { reconcileErasureLog } from '@/lib/erasure/erasure-log'
import { noticeRestore } from '@/lib/erasure/notice-restore'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { type DemoAccount, seedDemo } from '@/prisma/seed'

/** All or nothing: a start that is killed meanwhile leaves an empty database. */
const DEMO_TIMEOUT_MS = 300_000

/** Migrations, demo data where they are wanted and the database is empty, and the first policy version (DS-01). */
export async function prepareDatabase(say: (line: string) => void): Promise<DemoAccount[]> {
  const { databaseUrl: url, databaseOwnerUrl: ownerUrl } = settings()
  const applied = await migrate({ url: ownerUrl, folder: 'prisma/migrations' })
  for (const name of applied) say(`Migration ${name} applied`)
  await grantRunningRole({ url, ownerUrl })
  const ctx = portalContext({ kind: 'operator' })
  const isEmpty = (await ctx.db.policyVersion.count()) === 0
  const accounts = settings().demo && isEmpty ? await inTransaction(ctx, seedDemo, { timeoutMs: DEMO_TIMEOUT_MS }) : []
  if (accounts.length > 0) say('Demo data written')
  await ensureFirstVersion(ctx)
  await noticeRestore(ctx)
  if ((await countUnprotected(ctx)) > 0) {
    say(
      'The role of DATABASE_URL may switch the protection of the audit record off; docs/operation.md, "Two roles", takes it away',
    )
  }
  return accounts
}

/** Before this machine serves: its file of erasures and the database agree, or the portal stays closed (DS-04). */
export async function compareErasures(say: (line: string) => void): Promise<void> {
  const ctx = portalContext({ kind: 'operator' })
  const { appended, unprovenLines } = await reconcileErasureLog(ctx)
  if (unprovenLines > 0)
    say(`${settings().erasuresLog}: ${unprovenLines} entries that this portal has not written are ignored`)
  if (appended > 0) say(`${appended} erasures appended to ${settings().erasuresLog}`)
  const cause = await readClosure(ctx)
  if (cause) say(`The portal is closed (${cause}): npm run portal -- erasures:replay FILE opens it`)
}
