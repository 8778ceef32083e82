import { beforeEach, describe, expect, test } from 'vitest'
import { compileReport } from '@/lib/access-requests/compile-report'
import { reportFrame } from '@/lib/access-requests/report-frame'
import { shownColumns } from '@/lib/access-requests/report-rows'
import { viewMember } from '@/lib/accounts/view-member'
import { recordEvent } from '@/lib/audit/record-event'
import { type PortalContext } from '@/lib/context'
import { inventory } from '@/lib/personal-data/inventory'
import { countPersonRows, readPersonRows } from '@/lib/personal-data/person-rows'
import { aMember } from '../support/cast'
import { as, asSelf, testContext } from '../support/context'
import { aFullLife } from '../support/full-life'
import { emptyOutbox, sendMail } from '../support/outbox'

beforeEach(emptyOutbox)

type Section = { tabelle: string; eintraege: Record<string, unknown>[] }
type Json = { bereiche: Section[]; empfaenger: { empfaenger?: string; who: string; what: string }[] }

async function filesOf(ctx: PortalContext, accountId: string): Promise<Record<string, string>> {
  const report = await compileReport(asSelf(ctx, accountId), { accountId })
  if (report.outcome !== 'compiled') throw new Error(report.outcome)
  const files: Record<string, string> = {}
  for (const { name, text } of report.files) {
    files[name] = ''
    for await (const piece of text) files[name] += piece
  }
  return files
}

async function jsonOf(ctx: PortalContext, accountId: string): Promise<Json> {
  return JSON.parse((await filesOf(ctx, accountId))['auskunft.json'] ?? '') as Json
}

describe('the report equals the database (DS-12, GDPR Art. 15)', () => {
  test('a member with a row in every table finds each of them: add rows for new tables to tests/support/full-life.ts', async () => {
    const ctx = testContext()
    const { accountId } = await aFullLife(ctx, 'Kanarienvogel')
    const counts = await countPersonRows(ctx, accountId)
    expect(counts.filter(({ count }) => count === 0).map(({ name }) => name)).toEqual([])
    const { bereiche } = await jsonOf(ctx, accountId)
    expect(bereiche.map(({ tabelle, eintraege }) => [tabelle, eintraege.length])).toEqual(
      counts.map(({ name, count }) => [name, name === 'audit_event' ? count + 1 : count]),
    )
  })

  test('each value that the database holds stands in JSON, CSV and HTML', async () => {
    const ctx = testContext()
    const { accountId, email } = await aFullLife(ctx, 'Kanarienvogel')
    const files = await filesOf(ctx, accountId)
    const { bereiche } = JSON.parse(files['auskunft.json'] ?? '') as Json
    for (const table of inventory().filter(({ person }) => person.length > 0)) {
      const rows = (await Array.fromAsync(readPersonRows(ctx, accountId, table.name))).flat()
      const section = bereiche.find(({ tabelle }) => tabelle === table.name)
      const names = shownColumns(table).map(({ name }) => name)
      for (const { values } of rows) {
        expect(Object.keys(values).sort(), table.name).toEqual([...names].sort())
        expect(section?.eintraege, table.name).toContainEqual(expect.objectContaining(values))
      }
      expect(files[`csv/${table.name}.csv`]?.trim().split('\r\n'), table.name).toHaveLength(rows.length + 1)
      expect(files['auskunft.html'], table.name).toContain(`<h3>${table.title} (`)
    }
    for (const name of ['auskunft.html', 'auskunft.json', 'csv/account.csv']) {
      expect(files[name], name).toContain(email)
      expect(files[name], name).toContain('Kanarienvogel')
    }
  })

  test('none of the rows of anybody else, whatever the two have to do with each other', async () => {
    const ctx = testContext()
    const { accountId } = await aFullLife(ctx, 'Kanarienvogel')
    const other = await aFullLife(ctx, 'Nachtigall')
    const staff = await aMember(ctx, { surname: 'Steinadler', role: 'admin' })
    const asStaff = as(ctx, { kind: 'member', accountId: staff.accountId, role: 'admin', sessionId: staff.accountId })
    await viewMember(asStaff, { accountId, reason: 'administration' })
    await recordEvent(asStaff, 'member.searched', { details: { shown: [accountId, other.accountId] } })
    await ctx.db.suspension.updateMany({ where: { accountId }, data: { startedBy: staff.accountId } })
    const mine = Object.values(await filesOf(ctx, accountId)).join('\n')
    for (const foreign of ['Nachtigall', 'nachtigall', other.accountId, staff.accountId, 'Steinadler', staff.email]) {
      expect(mine, foreign).not.toContain(foreign)
    }
    // Staff learn from their own report what they did, not with whom.
    const theirs = Object.values(await filesOf(ctx, staff.accountId)).join('\n')
    expect(theirs).toContain('member.viewed')
    for (const foreign of ['Nachtigall', 'Kanarienvogel', other.accountId, accountId]) {
      expect(theirs, foreign).not.toContain(foreign)
    }
  })

  test('secrets stay where they are: named, with the reason, without the value', async () => {
    const ctx = testContext()
    const { accountId } = await aFullLife(ctx, 'Kanarienvogel')
    const { passwordHash } = await ctx.db.account.findUniqueOrThrow({ where: { id: accountId } })
    const [token] = await ctx.db.accountToken.findMany({ where: { accountId } })
    const all = Object.values(await filesOf(ctx, accountId)).join('\n')
    expect(all).not.toContain(passwordHash)
    expect(all).not.toContain(token?.tokenHash)
    expect(all).toContain('Prüfwert des Passworts')
  })
})

describe('recipients are the actual ones', () => {
  test('all of them stand in every file, however many; the page says how many and shows the newest', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await ctx.db.$executeRaw`
      INSERT INTO outgoing_mail (account_id, template, state, accepted_at)
      SELECT ${accountId}::uuid, 'password-changed', 'accepted', ${ctx.now()}::timestamptz - n * interval '1 minute'
      FROM generate_series(1, 7000) AS n`
    await ctx.db.$executeRaw`
      INSERT INTO audit_event (at, actor_kind, act, subject_id, details)
      SELECT ${ctx.now()}::timestamptz, 'staff', 'member.viewed', ${accountId}::uuid, '{}' FROM generate_series(1, 3000)`
    await ctx.db.$executeRaw`
      INSERT INTO audit_event (at, actor_kind, act, details)
      SELECT ${ctx.now()}::timestamptz, 'staff', 'member.searched', jsonb_build_object('shown', jsonb_build_array(${accountId}::text))
      FROM generate_series(1, 2500)`
    const total = 12_500
    const files = await filesOf(ctx, accountId)
    const { empfaenger } = JSON.parse(files['auskunft.json'] ?? '') as Json
    expect(empfaenger).toHaveLength(total)
    expect(new Set(empfaenger.map(({ who }) => who))).toEqual(
      new Set(['Verwaltung', 'Dienst für den Versand von E-Mails']),
    )
    expect(files['csv/empfaenger.csv']?.trim().split('\r\n')).toHaveLength(total + 1)
    const html = files['auskunft.html'] ?? ''
    expect(html.slice(html.indexOf('Wer Ihre Daten bekommen')).match(/<tr><td>/g)).toHaveLength(total)
    const frame = await reportFrame(asSelf(ctx, accountId), accountId)
    expect(frame?.recipients.count).toBe(total)
    expect(frame?.recipients.newest).toHaveLength(50)
  })

  test('each mail that was handed over and each look by staff; an order of a court stays out (DS-10)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await sendMail(ctx)
    const staff = await aMember(ctx, { role: 'dpo' })
    const asStaff = as(ctx, { kind: 'member', accountId: staff.accountId, role: 'dpo', sessionId: staff.accountId })
    await viewMember(asStaff, { accountId, reason: 'request' })
    await recordEvent(asStaff, 'member.searched', { details: { shown: [accountId] } })
    await ctx.db.auditEvent.create({
      data: { at: ctx.now(), actorKind: 'staff', act: 'disclosure.released', subjectId: accountId },
    })
    const { empfaenger } = await jsonOf(ctx, accountId)
    expect(empfaenger.map(({ who, what }) => `${who}: ${what}`).sort()).toEqual([
      'Dienst für den Versand von E-Mails: E-Mail „Registrierung bestätigen“',
      'Verwaltung: Daten angesehen',
      'Verwaltung: In einer Liste angezeigt',
    ])
    expect(Object.values(await filesOf(ctx, accountId)).join()).not.toContain('disclosure.released')
  })

  test('a disclosure on court order shows once the person may know, and not before (DS-10)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    const { id } = await ctx.db.disclosure.create({
      data: {
        accountId,
        authority: 'Staatsanwaltschaft Gera',
        court: 'Amtsgericht Gera',
        fileNumber: '7 Gs 1/26',
        orderedOn: new Date('2026-11-02'),
        legalBasis: '§ 100j StPO',
        preparedAt: ctx.now(),
        preparedBy: '01930000-0000-7000-8000-00000000abcd',
        decision: 'released',
        decidedAt: ctx.now(),
        decidedBy: '01930000-0000-7000-8000-00000000abce',
        answer: 'found',
        archiveSha256: '00',
        orderSha256: '00',
      },
    })
    expect(Object.values(await filesOf(ctx, accountId)).join()).not.toContain('Gera')
    await ctx.db.disclosure.update({ where: { id }, data: { told: 'yes' } })
    const { empfaenger } = await jsonOf(ctx, accountId)
    expect(empfaenger).toMatchObject([{ who: 'Behörde oder Gericht', what: 'Staatsanwaltschaft Gera' }])
  })
})

describe('days', () => {
  test('each row says when it goes at the latest, and the account when it goes without a sign-in (DS-05)', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { lastLoginAt: new Date('2026-11-23T12:00:00Z') })
    const report = (await jsonOf(ctx, accountId)) as Json & { kontoWirdGeloeschtAb: string }
    // Last day of the year 2027-11-23, notice on the 24th, four weeks to answer until 2027-12-22.
    expect(report.kontoWirdGeloeschtAb).toBe('2027-12-23')
    const [account] = report.bereiche.find(({ tabelle }) => tabelle === 'account')?.eintraege ?? []
    expect(account?.geloeschtAb).toBe('2027-12-23')
  })
})

describe('the files', () => {
  test('the HTML needs nothing from elsewhere and takes no text for markup', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { surname: '<img src=x onerror=alert(1)>' })
    const html = (await filesOf(ctx, accountId))['auskunft.html'] ?? ''
    expect(html).not.toMatch(/<(img|script|link|iframe)\b|url\(|@import/i)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).toContain('<html lang="de">')
  })

  test('a text that a spreadsheet would take for a formula is harmless in CSV', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { surname: '=HYPERLINK("http://boese.test";"a")' })
    const csv = (await filesOf(ctx, accountId))['csv/account.csv'] ?? ''
    expect(csv).toContain(`"'=HYPERLINK(""http://boese.test"";""a"")"`)
  })

  test('it is recorded, and an account that is gone has no report', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await filesOf(ctx, accountId)
    expect(await ctx.db.auditEvent.count({ where: { act: 'report.compiled', subjectId: accountId } })).toBe(1)
    const nobody = '019abcde-0000-7000-8000-000000000000'
    expect(await compileReport(asSelf(ctx, nobody), { accountId: nobody })).toEqual({ outcome: 'gone' })
  })
})
