import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { downloadZip } from 'client-zip'
import { describe, expect, test } from 'vitest'
import { type EvidenceContent } from '@/lib/accountability/evidence-content'
import { evidenceFingerprint, issueEvidence, verifyEvidence } from '@/lib/accountability/evidence-package'
import { readZip } from '@/lib/accountability/read-zip'
import { runChecks } from '@/lib/accountability/run-checks'
import { aMember } from '../support/cast'
import { at, testContext } from '../support/context'
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

const contentOf = (zip: Buffer) => JSON.parse(filesOf(zip).get('Nachweis.json')?.toString() ?? '') as EvidenceContent

describe('the content', () => {
  test('holds every promise with its history, the figures of the period, and no personal data', async () => {
    const member = await aMember(ctx)
    await runChecks(ctx)
    const hold = await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'Klage' } })
    await runChecks(ctx)
    await ctx.db.legalHold.delete({ where: { id: hold.id } })
    const zip = await issueEvidence(ctx, period)
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

  test('counts whole days in Berlin', async () => {
    await aMember(at(ctx, new Date('2026-11-22T22:59:00Z')))
    await aMember(at(ctx, new Date('2026-11-22T23:00:00Z')))
    const zip = await issueEvidence(ctx, { from: '2026-11-23', until: '2026-11-23' })
    expect(contentOf(zip)).toMatchObject({ figures: { registrations: 1 } })
  })
})

describe('the PDF', () => {
  test('is a document that a screen reader can read: title, language, tags, embedded font, real text', async () => {
    await runChecks(ctx)
    const pdf = filesOf(await issueEvidence(ctx, period)).get('Nachweis.pdf') ?? Buffer.alloc(0)
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
    expect(verifyEvidence(await issueEvidence(ctx, period))).toEqual([])
  })

  test.each(['Nachweis.pdf', 'Nachweis.json', 'LIESMICH.txt'])('a changed byte in %s is found', async (file) => {
    const files = filesOf(await issueEvidence(ctx, period))
    const bytes = Buffer.from(files.get(file) ?? [])
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    expect(verifyEvidence(await zipped(files.set(file, bytes)))).toEqual([{ problem: 'file-changed', file }])
  })

  test('changed sums, or a changed signature, are found', async () => {
    for (const file of ['Nachweis.sha256', 'Nachweis.sha256.sig', 'Schluessel.pem']) {
      const files = filesOf(await issueEvidence(ctx, period))
      const bytes = Buffer.from(files.get(file) ?? [])
      bytes[40] = (bytes[40] ?? 0) ^ 1
      expect(verifyEvidence(await zipped(files.set(file, bytes))), file).toEqual([{ problem: 'signature-wrong' }])
    }
  })

  test('files that are missing, added or doubled are found', async () => {
    const files = filesOf(await issueEvidence(ctx, period))
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
    const files = filesOf(await issueEvidence(ctx, period))
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
    const files = filesOf(await issueEvidence(ctx, period))
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
