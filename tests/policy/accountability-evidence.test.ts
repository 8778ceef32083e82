import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { downloadZip } from 'client-zip'
import { describe, expect, test } from 'vitest'
import { boundPeriod, type EvidenceContent } from '@/lib/accountability/evidence-content'
import { evidenceFingerprint, issueEvidence, verifyEvidence } from '@/lib/accountability/evidence-package'
import { readZip } from '@/lib/accountability/read-zip'
import { runChecks } from '@/lib/accountability/run-checks'
import { verifyOnward } from '@/lib/audit/keep-verified'
import { recordEvent } from '@/lib/audit/record-event'
import { aMember } from '../support/cast'
import { asPortal, at, testContext } from '../support/context'
import { owner } from '../support/owner'
import { factsOfPdf, textOfPdf } from '../support/pdf-text'

/** The evidence package for the supervisory authority (GDPR Art. 5(2), 31): PDF and JSON, signed, without personal data. */
const ctx = testContext()
const period = { from: '2026-11-01', until: '2026-11-23' }

function filesOf(zip: Buffer): Map<string, Buffer> {
  const files = readZip(zip)
  if (!files) throw new Error('no ZIP')
  return files
}

async function zipped(files: Map<string, Buffer>): Promise<Buffer> {
  const parts = [...files].map(([name, input]) => ({ name, input }))
  return Buffer.from(await downloadZip(parts).arrayBuffer())
}

/** Past the guards of the database, as its owner; what comes back undoes it. */
async function tamper(sql: string): Promise<() => Promise<void>> {
  const run = async (statement: string) => {
    await owner().query('ALTER TABLE audit_event DISABLE TRIGGER USER')
    await owner().query(statement)
    await owner().query('ALTER TABLE audit_event ENABLE TRIGGER USER')
  }
  await run(sql)
  return () => run(sql.replace("'x'", 'NULL'))
}

const contentOf = (zip: Buffer) => JSON.parse(filesOf(zip).get('Nachweis.json')?.toString() ?? '') as EvidenceContent

describe('the content', () => {
  test('holds every promise with its history, the figures of the period, and no personal data', async () => {
    const member = await aMember(ctx)
    await runChecks(asPortal(ctx))
    const hold = await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'Klage' } })
    await runChecks(asPortal(ctx))
    const zip = await issueEvidence(asPortal(ctx), period)
    await ctx.db.legalHold.delete({ where: { id: hold.id } })
    const content = contentOf(zip)
    expect(content.promises).toHaveLength(12)
    expect(content).toMatchObject({ period, figures: { registrations: 1, disclosures: 0 } })
    const review = content.promises.flatMap(({ checks }) => checks).find(({ id }) => id === 'hold-review-due')
    expect(review).toMatchObject({
      found: 1,
      checkedDays: 1,
      brokenDays: 1,
      breaks: [{ from: '2026-11-23', until: '2026-11-23', most: 1 }],
      lastHeldAt: ctx.now().toISOString(),
      brokenSince: ctx.now().toISOString(),
    })
    const text = [...filesOf(zip)]
      .map(([name, bytes]) => (name.endsWith('.pdf') ? textOfPdf(bytes) : bytes.toString()))
      .join()
    for (const value of [member.email, member.surname, member.accountId, 'Klage']) expect(text).not.toContain(value)
    expect(await ctx.db.auditEvent.count({ where: { act: 'evidence.issued' } })).toBe(1)
  })

  test('is checked when it is issued, the whole chain included, whatever was found before (no old results)', async () => {
    for (let i = 0; i < 5; i += 1) await recordEvent(ctx, 'policy.accepted')
    await runChecks(asPortal(at(ctx, new Date('2026-10-01T12:00:00Z'))))
    // Far behind what the daily check has reached; only a whole verification sees it.
    const putBack = await tamper(`UPDATE audit_event SET actor_id = 'x' WHERE seq = 2`)
    try {
      const content = contentOf(await issueEvidence(asPortal(ctx), period))
      const checks = content.promises.flatMap((promise) => promise.checks)
      expect(checks.filter(({ checkedAt }) => checkedAt !== ctx.now().toISOString())).toEqual([])
      expect(checks.filter(({ state }) => state !== 'kept').map(({ id }) => id)).toContain('audit-chain')
      expect(content.failedVerifications).toEqual([{ at: ctx.now().toISOString(), isFull: true, faults: 1 }])
    } finally {
      await putBack()
    }
  })

  test('names failed verifications of the period wherever they were made, and the newest link of the chain', async () => {
    const on = (day: string) => at(ctx, new Date(`${day}T12:00:00Z`))
    await recordEvent(ctx, 'policy.accepted')
    const putBack = await tamper(`UPDATE audit_event SET actor_id = 'x' WHERE seq = 1`)
    for (const day of ['2026-10-31', '2026-11-10']) await verifyOnward(on(day), { isFull: true })
    await putBack()
    await verifyOnward(on('2026-11-11'), { isFull: true })
    const zip = await issueEvidence(asPortal(ctx), period)
    const { failedVerifications, anchor } = contentOf(zip)
    expect(failedVerifications).toEqual([{ at: '2026-11-10T12:00:00.000Z', isFull: true, faults: 1 }])
    const link = await ctx.db.auditLink.findUnique({ where: { position: BigInt(anchor?.position ?? 0) } })
    expect(anchor?.hash).toBe(Buffer.from(link?.hash ?? []).toString('hex'))
    expect(textOfPdf(filesOf(zip).get('Nachweis.pdf') ?? Buffer.alloc(0))).toContain('10. November 2026')
  })

  test.each([
    [
      { from: '1900-01-01', until: '2999-12-31' },
      { from: '2020-01-01', until: '2026-11-23' },
    ],
    [
      { from: '2019-12-31', until: '2020-01-01' },
      { from: '2020-01-01', until: '2020-01-01' },
    ],
    [
      { from: '2026-11-23', until: '2026-11-24' },
      { from: '2026-11-23', until: '2026-11-23' },
    ],
    [{ from: '2019-01-01', until: '2019-12-31' }, undefined],
    [{ from: '2026-11-24', until: '2026-11-25' }, undefined],
    [{ from: '2026-11-02', until: '2026-11-01' }, undefined],
  ])('a period ends with the life of the portal: %j', async (asked, bounded) => {
    expect(await boundPeriod(asPortal(ctx), asked)).toEqual(bounded)
  })

  test('counts whole days in Berlin', async () => {
    await aMember(at(ctx, new Date('2026-11-22T22:59:00Z')))
    await aMember(at(ctx, new Date('2026-11-22T23:00:00Z')))
    const zip = await issueEvidence(asPortal(ctx), { from: '2026-11-23', until: '2026-11-23' })
    expect(contentOf(zip)).toMatchObject({ figures: { registrations: 1 } })
  })
})

describe('the PDF', () => {
  test('is a document that a screen reader can read: title, language, tags, embedded font, real text', async () => {
    await runChecks(asPortal(ctx))
    const pdf = filesOf(await issueEvidence(asPortal(ctx), period)).get('Nachweis.pdf') ?? Buffer.alloc(0)
    const facts = factsOfPdf(pdf)
    for (const fact of [
      '/Lang (de-DE)',
      '/DisplayDocTitle true',
      '/Marked true',
      '/S /H1',
      '/S /H2',
      '/S /Table',
      '/S /TH',
      '/Scope /Row',
    ])
      expect(facts, fact).toContain(fact)
    expect(facts).toContain('pdfuaid:part')
    expect(facts).toMatch(/FontFile[23]? /)
    expect(facts).toMatch(/FiraSans/)
    expect(facts).not.toMatch(/Helvetica|Times-Roman/)
    const text = textOfPdf(pdf)
    expect(text).toContain('Nachweis der Zusagen der Datenschutzerklärung')
    for (let number = 1; number <= 12; number += 1) expect(text).toContain(`DS-${String(number).padStart(2, '0')}`)
    expect(text).toContain('1. November 2026 bis 23. November 2026')
    expect(text).toContain('Brüche in der Kette des Protokolls')
  })
})

describe('the signature', () => {
  test('fits what was issued', async () => {
    expect(verifyEvidence(await issueEvidence(asPortal(ctx), period))).toEqual([])
  })

  test.each(['Nachweis.pdf', 'Nachweis.json', 'LIESMICH.txt'])('a changed byte in %s is found', async (file) => {
    const files = filesOf(await issueEvidence(asPortal(ctx), period))
    const bytes = Buffer.from(files.get(file) ?? [])
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    expect(verifyEvidence(await zipped(files.set(file, bytes)))).toEqual([{ problem: 'file-changed', file }])
  })

  test('changed sums, or a changed signature, are found', async () => {
    for (const file of ['Nachweis.sha256', 'Nachweis.sha256.sig', 'Schluessel.pem']) {
      const files = filesOf(await issueEvidence(asPortal(ctx), period))
      const bytes = Buffer.from(files.get(file) ?? [])
      bytes[40] = (bytes[40] ?? 0) ^ 1
      expect(verifyEvidence(await zipped(files.set(file, bytes))), file).toEqual([{ problem: 'signature-wrong' }])
    }
  })

  test('files that are missing, added or doubled are found', async () => {
    const files = filesOf(await issueEvidence(asPortal(ctx), period))
    const less = new Map(files)
    less.delete('Nachweis.pdf')
    expect(verifyEvidence(await zipped(less))).toEqual([{ problem: 'file-missing', file: 'Nachweis.pdf' }])
    const more = new Map(files).set('Nachtrag.pdf', Buffer.from('x'))
    expect(verifyEvidence(await zipped(more))).toEqual([{ problem: 'file-not-signed', file: 'Nachtrag.pdf' }])
    const twice = [...files, ['Nachweis.json', Buffer.from('{}')] as const].map(([name, input]) => ({ name, input }))
    expect(verifyEvidence(Buffer.from(await downloadZip(twice).arrayBuffer()))).toEqual([{ problem: 'no-package' }])
    for (const none of [Buffer.alloc(0), Buffer.from('PK'), Buffer.alloc(100)])
      expect(verifyEvidence(none)).toEqual([{ problem: 'no-package' }])
  })

  test('somebody else who changes everything and signs it anew is found by the key', async () => {
    const files = filesOf(await issueEvidence(asPortal(ctx), period))
    const json = Buffer.from('{}')
    const digest = createHash('sha256').update(json).digest('hex')
    const sums = Buffer.from(
      (files.get('Nachweis.sha256')?.toString() ?? '').replace(/\w{64} {2}Nachweis.json/, `${digest}  Nachweis.json`),
    )
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    files
      .set('Nachweis.json', json)
      .set('Nachweis.sha256', sums)
      .set('Nachweis.sha256.sig', sign(null, sums, privateKey))
    files.set('Schluessel.pem', Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })))
    expect(verifyEvidence(await zipped(files))).toMatchObject([{ problem: 'other-key' }])
  })

  test('can be checked with the commands of LIESMICH.txt, without this portal', async () => {
    const files = filesOf(await issueEvidence(asPortal(ctx), period))
    const manual = files.get('LIESMICH.txt')?.toString() ?? ''
    expect(manual).toContain(evidenceFingerprint())
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-evidence-'))
    try {
      for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes)
      const commands = manual.match(/^ {3}(sha256sum -c|openssl) .*$/gm) ?? []
      expect(commands).toHaveLength(2)
      for (const command of commands) execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'pipe' })
      writeFileSync(path.join(folder, 'Nachweis.json'), '{}')
      expect(() => execFileSync('sh', ['-c', commands[0] ?? ''], { cwd: folder, stdio: 'pipe' })).toThrow()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
