import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { addDays, type CalendarDay, startOfDay } from '../dates'
import { settings } from '../env'
import { operator } from '../operator'
import { newestVersion } from '../policies/published-versions'
import { promises } from './promises'
import { lastResults } from './run-checks'

/** Rules, results and figures of a period for the supervisory authority; no personal data (GDPR Art. 5(2), 31). */
type EvidencePackage = {
  content: object
  signature: { algorithm: 'Ed25519'; over: string; publicKey: string; fingerprint: string; value: string }
}

/** Days are Berlin days, both inclusive. The signature covers the UTF-8 bytes of JSON.stringify(content). */
export function issueEvidence(
  ctx: PortalContext,
  { from, until }: { from: CalendarDay; until: CalendarDay },
): Promise<EvidencePackage> {
  return inTransaction(ctx, async (tx) => {
    const results = await lastResults(tx)
    const version = await newestVersion(tx)
    const content = {
      title: 'Nachweis der Zusagen der Datenschutzerklärung',
      operator: operator().name,
      period: { from, until },
      issuedAt: tx.now().toISOString(),
      policyVersion: version.number,
      promises: promises.map(({ id, title, sentence, rule, evidence, checks }) => ({
        id,
        title,
        sentence,
        rule: rule(version),
        evidence,
        checks: checks.map((check) => {
          const result = results.get(check.id)
          return {
            id: check.id,
            counts: check.counts,
            found: result?.found ?? null,
            checkedAt: result?.checkedAt ?? null,
            lastHeldAt: result?.heldAt ?? null,
            brokenSince: result?.brokenSince ?? null,
          }
        }),
      })),
      figures: await figures(tx, startOfDay(from), startOfDay(addDays(until, 1))),
    }
    const bytes = Buffer.from(JSON.stringify(content))
    const key = signingKey()
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await recordEvent(tx, 'evidence.issued', { details: { from, until, sha256 } })
    return {
      content,
      signature: {
        algorithm: 'Ed25519',
        over: 'JSON.stringify(content), UTF-8',
        publicKey,
        fingerprint: createHash('sha256').update(publicKey).digest('hex'),
        value: sign(null, bytes, key).toString('base64'),
      },
    }
  })
}

/** Does the signature fit the content? For tests and for whoever checks a package; the key's owner is checked by its fingerprint. */
export function isGenuine({ content, signature }: EvidencePackage): boolean {
  const bytes = Buffer.from(JSON.stringify(content))
  return verify(null, bytes, createPublicKey(signature.publicKey), Buffer.from(signature.value, 'base64'))
}

async function figures(tx: PortalContext, from: Date, before: Date): Promise<object> {
  const [row] = await tx.db.$queryRaw<{ figures: object }[]>`
    WITH span AS (SELECT ${from}::timestamptz AS since, ${before}::timestamptz AS until)
    SELECT jsonb_build_object(
      'erasuresByReason', (SELECT coalesce(jsonb_object_agg(reason, n), '{}') FROM (
        SELECT reason, count(*) AS n FROM erasure, span WHERE erased_at >= since AND erased_at < until GROUP BY reason) r),
      'noticesAccepted', (SELECT count(*) FROM audit_event, span WHERE act = 'lifecycle.notified' AND at >= since AND at < until),
      'reactivated', (SELECT count(*) FROM audit_event, span WHERE act = 'lifecycle.reactivated' AND at >= since AND at < until),
      'sweepRuns', (SELECT count(*) FROM sweep_run, span WHERE started_at >= since AND started_at < until),
      'sweepRunsStopped', (SELECT count(*) FROM sweep_run, span WHERE brake IS NOT NULL AND started_at >= since AND started_at < until),
      'registrations', (SELECT count(*) FROM audit_event, span WHERE act = 'account.registered' AND at >= since AND at < until),
      'looksByStaff', (SELECT count(*) FROM audit_event, span WHERE act IN ('member.viewed', 'member.searched') AND at >= since AND at < until),
      'holdsPlaced', (SELECT count(*) FROM audit_event, span WHERE act = 'hold.placed' AND at >= since AND at < until),
      'disclosures', (SELECT count(*) FROM disclosure, span WHERE decision = 'released' AND decided_at >= since AND decided_at < until),
      'breaches', (SELECT count(*) FROM breach, span WHERE noticed_at >= since AND noticed_at < until)
    ) AS figures`
  return row?.figures ?? {}
}

/** Ed25519 seed from the portal's secret: every server signs with the same key, and none is stored. */
function signingKey(): KeyObject {
  const seed = hkdfSync('sha256', settings().nextAuthSecret, '', 'qualiservice evidence signature v1', 32)
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed)])
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
}
