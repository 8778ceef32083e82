import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { downloadZip } from 'client-zip'
import { recordEvent } from '../audit/record-event'
import { forLongWork, inTransaction, type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { may } from '../may'
import { presentKey, ringKeys } from '../secret-ring'
import { evidenceContent } from './evidence-content'
import { drawEvidence } from './evidence-pdf'
import { readZip } from './read-zip'
import { runChecks } from './run-checks'

const SUMS = 'Nachweis.sha256'
const SIGNATURE = 'Nachweis.sha256.sig'
const KEY = 'Schluessel.pem'
/** What the signing key is derived for; never changes. */
const SIGNATURE_KEY = 'qualiservice evidence signature v1'

/**
 * One signed package of a period for the supervisory authority (GDPR Art. 5(2), 31): the evidence to read (PDF) and to evaluate
 * (JSON), the SHA-256 of both, and an Ed25519 signature over these sums. Anybody checks it with OpenSSL, the operator with
 * `npm run portal -- evidence:verify FILE`. Days are Berlin days, both inclusive, within the life of the portal (boundPeriod). Every
 * check runs for it, over the whole audit chain: a signature stands under nothing that was not looked at.
 */
export async function issueEvidence(
  asked: PortalContext,
  period: { from: CalendarDay; until: CalendarDay },
): Promise<Buffer> {
  may.staffOrPortal(asked, '/admin/nachweis/paket')
  const ctx = forLongWork(asked)
  await runChecks(ctx, { isFull: true })
  const content = await evidenceContent(ctx, period)
  const fingerprint = evidenceFingerprint()
  const files = [
    { name: 'Nachweis.pdf', input: await drawEvidence(content) },
    { name: 'Nachweis.json', input: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) },
    { name: 'LIESMICH.txt', input: Buffer.from(manual(fingerprint)) },
  ]
  const sums = files.map(({ name, input }) => `${sha256(input)}  ${name}\n`).join('')
  const parts = [
    ...files,
    { name: SUMS, input: Buffer.from(sums) },
    { name: SIGNATURE, input: sign(null, Buffer.from(sums), signingKey()) },
    { name: KEY, input: Buffer.from(publicKey()) },
  ]
  const at = ctx.now()
  const zip = await downloadZip(parts.map((part) => ({ ...part, lastModified: at }))).arrayBuffer()
  await inTransaction(ctx, (tx) =>
    recordEvent(tx, 'evidence.issued', { details: { ...period, sums: sha256(Buffer.from(sums)) } }),
  )
  return Buffer.from(zip)
}

export type EvidenceProblem =
  | { problem: 'no-package' }
  /** The sums were not signed with the key that lies beside them. */
  | { problem: 'signature-wrong' }
  /** Signed, but not by this portal (or before its secret was changed). */
  | { problem: 'other-key'; fingerprint: string }
  | { problem: 'file-missing' | 'file-changed' | 'file-not-signed'; file: string }

/** Is a package what this portal has issued, in every byte? */
export function verifyEvidence(zip: Buffer): EvidenceProblem[] {
  const files = readZip(zip)
  const [sums, signature, key] = [SUMS, SIGNATURE, KEY].map((name) => files?.get(name))
  if (!files || !sums || !signature || !key) return [{ problem: 'no-package' }]
  if (!isSigned(sums, signature, key)) return [{ problem: 'signature-wrong' }]
  const fingerprint = fingerprintOf(key.toString())
  const problems: EvidenceProblem[] = ownFingerprints().includes(fingerprint)
    ? []
    : [{ problem: 'other-key', fingerprint }]
  const signed = new Map(
    sums
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  )
  for (const [file, sum] of signed) {
    const bytes = files.get(file)
    if (!bytes) problems.push({ problem: 'file-missing', file })
    else if (sha256(bytes) !== sum) problems.push({ problem: 'file-changed', file })
  }
  const known = new Set([...signed.keys(), SUMS, SIGNATURE, KEY])
  for (const file of files.keys()) if (!known.has(file)) problems.push({ problem: 'file-not-signed', file })
  return problems
}

/** SHA-256 of the public key that packages are signed with; to be told to the authority on another way than the package. */
export function evidenceFingerprint(): string {
  return fingerprintOf(publicKey())
}

/** Also of earlier secrets: what was issued with them stays genuine. */
function ownFingerprints(): string[] {
  return ringKeys(SIGNATURE_KEY).map(({ key }) => fingerprintOf(publicKey(key)))
}

function isSigned(sums: Buffer, signature: Buffer, key: Buffer): boolean {
  try {
    return verify(null, sums, createPublicKey(key), signature)
  } catch {
    // Whatever is no key or no signature proves nothing.
    return false
  }
}

function manual(fingerprint: string): string {
  return `Nachweispaket des Portals QualiService Thüringen

Nachweis.pdf    zum Lesen
Nachweis.json   dieselben Angaben zum Auswerten

Prüfen, ob das Paket unverändert ist (jeweils mit OpenSSL 1.1.1 oder neuer):

1. Prüfsummen der Dateien:
   sha256sum -c ${SUMS}

2. Signatur (Ed25519) über die Prüfsummen:
   openssl pkeyutl -verify -pubin -inkey ${KEY} -rawin -in ${SUMS} -sigfile ${SIGNATURE}

3. Der Schlüssel gehört dem Portal, wenn seine Prüfsumme diese ist. Lassen Sie sie sich vom Betreiber auf einem
   anderen Weg nennen, zum Beispiel am Telefon:
   sha256sum ${KEY}
   ${fingerprint}

Der Betreiber prüft alles zusammen mit: npm run portal -- evidence:verify DATEI
`
}

function publicKey(seed?: Buffer): string {
  return createPublicKey(signingKey(seed)).export({ type: 'spki', format: 'pem' }).toString()
}

function fingerprintOf(key: string): string {
  return sha256(Buffer.from(key))
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Ed25519 seed from the portal's secret: every server signs with the same key, and none is stored. */
function signingKey(seed = presentKey(SIGNATURE_KEY).key): KeyObject {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
}
