import { readFileSync } from 'node:fs'
import { type Browser, type Page } from '@playwright/test'
import { readZip } from '@/lib/accountability/read-zip'
import { expect, linkIn, type PortalHandle, test } from '../support/e2e'
import { codeOf, setUpFactor } from '../support/e2e-factor'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { enter, expectNotice, fillSignIn, look } from '../support/e2e-pages'
import { openArchive } from '../support/encrypted-zip'

/** Acts that take two people, in a real browser (DS-06, DS-10, accountability): each person has a browser of their own. */
type Role = 'member' | 'admin' | 'approver'
type Person = { page: Page; accountId: string; email: string }

async function aPerson(browser: Browser, portal: PortalHandle, role: Role): Promise<Person> {
  const { accountId, email } = await seedMember(portal, { role })
  const page = await (await browser.newContext()).newPage()
  await enter(page, portal, { accountId })
  return { page, accountId, email }
}

const scan = { name: 'Beschluss.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 Beschluss') }

test('a court order: one person prepares, an approver releases, the archive and its password part ways (DS-10) @nojs', async ({
  browser,
  portal,
}) => {
  test.slow()
  const sought = await seedMember(portal)
  const [admin, approver] = [await aPerson(browser, portal, 'admin'), await aPerson(browser, portal, 'approver')]
  const fileNumber = `48 Gs ${crypto.randomUUID().slice(0, 8)}/26`

  await admin.page.goto('/admin/herausgabe')
  await look(admin.page, 'herausgabe-liste')
  await admin.page.getByRole('link', { name: 'Anordnung eintragen' }).click()
  await admin.page.getByRole('button', { name: 'Eintragen' }).click()
  await expect(admin.page).toHaveTitle(/^Fehler: /)
  await look(admin.page, 'herausgabe-neu')
  await admin.page.getByLabel('Behörde, die die Daten bekommt').fill('Staatsanwaltschaft Erfurt')
  await admin.page.getByLabel('Gericht', { exact: true }).fill('Amtsgericht Erfurt')
  await admin.page.getByLabel('Aktenzeichen').fill(fileNumber)
  await admin.page.getByLabel('Anordnung vom').fill('2026-01-20')
  await admin.page.getByLabel('Rechtsgrundlage').fill('§ 100j StPO')
  await admin.page.getByLabel('Gesuchte Person').fill(sought.email)
  await admin.page.getByLabel('E-Mail-Adresse').check()
  await admin.page.getByLabel('Letzter Login').check()
  await admin.page.getByRole('button', { name: 'Eintragen' }).click()
  await expectNotice(admin.page, 'Bitte laden Sie jetzt den Scan hoch.')
  const address = new URL(admin.page.url()).pathname
  const upload = async (file: typeof scan) => {
    await admin.page.getByLabel('PDF, PNG oder JPEG').setInputFiles(file)
    await admin.page.getByRole('button', { name: /^Scan (hochladen|ersetzen)$/ }).click()
  }
  await upload({ ...scan, buffer: Buffer.from('<html>kein Scan</html>') })
  await expectNotice(admin.page, 'Der Scan muss eine PDF-, PNG- oder JPEG-Datei')
  await upload(scan)
  await expectNotice(admin.page, 'Der Scan der Anordnung ist gespeichert.')
  await expect(admin.page.getByRole('button', { name: 'Freigeben und Archiv erstellen' })).toHaveCount(0)
  await look(admin.page, 'herausgabe-vorbereitet')

  await approver.page.goto(address)
  await look(approver.page, 'herausgabe-entscheiden')
  await approver.page.getByRole('button', { name: 'Freigeben und Archiv erstellen' }).click()
  const password = await approver.page.locator('#passwort code').innerText()
  expect(password).toMatch(/^([A-Z2-9]{5}-){5}[A-Z2-9]{5}$/)
  await look(approver.page, 'herausgabe-freigegeben')
  await approver.page.goto(address)
  await expect(approver.page.getByText(password)).toHaveCount(0)

  await admin.page.goto(address)
  expect(await admin.page.content()).not.toContain(password)
  const downloading = admin.page.waitForEvent('download')
  await admin.page.getByRole('link', { name: 'Verschlüsseltes Archiv herunterladen' }).click()
  const archive = readFileSync(await (await downloading).path())
  expect(archive.includes(sought.email)).toBe(false)
  expect(() => openArchive(archive, 'AAAAA-AAAAA')).toThrow('wrong password')
  const files = openArchive(archive, password)
  expect(Object.keys(files)).toEqual(['Deckblatt.txt', 'Daten.json', 'Daten.txt', 'Anordnung.pdf'])
  for (const text of ['Staatsanwaltschaft Erfurt', fileNumber, 'Letzter Login'])
    expect(files['Deckblatt.txt']).toContain(text)
  expect(Object.keys(JSON.parse(files['Daten.json'] ?? '') as object)).toEqual(['email', 'last-login'])

  await admin.page.getByLabel('Übergeben an').fill('KHK Beispiel')
  await admin.page.getByRole('button', { name: 'Übergabe eintragen' }).click()
  await expectNotice(admin.page, 'Das Archiv ist hier gelöscht.')
  await expect(admin.page.getByRole('link', { name: 'Verschlüsseltes Archiv herunterladen' })).toHaveCount(0)
  await look(admin.page, 'herausgabe-uebergeben')
  await admin.page.goto(`${address}/archiv`)
  await expectNotice(admin.page, 'Das Archiv gibt es hier nicht mehr.')

  // The person is not told.
  expect(await portal.mailsTo(sought.email)).toEqual([])
  await admin.page.goto('/admin/herausgabe')
  await expect(admin.page.getByRole('row').filter({ hasText: fileNumber })).toContainText('Übergeben am')
})

test('a release asks for the second factor again after fifteen minutes (S-A8) @nojs', async ({ browser, portal }) => {
  const [admin, approver] = [await aPerson(browser, portal, 'admin'), await aPerson(browser, portal, 'approver')]
  const [order] = await portal.sql<{ id: string }>(
    `INSERT INTO disclosure (authority, court, file_number, ordered_on, legal_basis, scope, sought, order_scan, order_scan_type,
       order_sha256, prepared_at, prepared_by)
     VALUES ('StA', 'AG', '1 Gs 1/26', '2026-01-20', '§ 100j StPO', '{name}', 'niemand@beispiel.test', '%PDF-', 'application/pdf',
       'x', now(), $1) RETURNING id`,
    [admin.accountId],
  )
  const secret = await setUpFactor(approver.page, CAST_PASSWORD)
  await approver.page.goto(`/admin/herausgabe/${order?.id}`)
  await portal.sql(`UPDATE session SET factor_at = now() - interval '16 minutes' WHERE account_id = $1`, [
    approver.accountId,
  ])
  await approver.page.getByRole('button', { name: 'Freigeben und Archiv erstellen' }).click()
  expect(await portal.sql(`SELECT FROM disclosure WHERE id = $1 AND decision IS NULL`, [order?.id])).toHaveLength(1)
  await approver.page.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, { inSeconds: 30 }))
  await approver.page.getByRole('button', { name: 'Freigeben und Archiv erstellen' }).click()
  await expect(approver.page.locator('#passwort')).toContainText('Es gibt kein solches Konto')
})

test('a legal hold: placed by two, the member is out, the wish to be erased waits and is fulfilled when two lift it (DS-10) @nojs', async ({
  browser,
  portal,
}) => {
  test.slow()
  const [admin, approver] = [await aPerson(browser, portal, 'admin'), await aPerson(browser, portal, 'approver')]
  const member = await aPerson(browser, portal, 'member')
  const address = `/admin/mitglieder/${member.accountId}`

  await admin.page.goto(address)
  await admin.page.getByLabel('Grund der Löschsperre').fill('Klage vor dem LG Erfurt')
  await admin.page.getByLabel('Tag der Überprüfung').fill('2099-01-01')
  await admin.page.getByRole('button', { name: 'Löschsperre beantragen' }).click()
  await expectNotice(admin.page, 'Eine zweite Person muss ihn freigeben.')
  await expect(admin.page.getByRole('button', { name: 'Löschsperre freigeben' })).toHaveCount(0)
  await look(admin.page, 'loeschsperre-beantragt')
  await member.page.goto('/mein-profil')
  await expect(member.page.getByRole('heading', { level: 1 })).toHaveText('Mein Profil')

  await approver.page.goto('/admin/herausgabe')
  await approver.page.locator(`a[href="${address}"]`).click()
  await look(approver.page, 'loeschsperre-entscheiden')
  await approver.page.getByRole('button', { name: 'Löschsperre freigeben' }).click()
  await expectNotice(approver.page, 'Die Löschsperre gilt.')
  await member.page.goto('/mein-profil')
  await expect(member.page).toHaveURL(/\/anmelden/)
  await member.page.goto('/anmelden')
  await fillSignIn(member.page, member.email)
  await expect(member.page).toHaveTitle(/^Fehler: /)

  // Nobody signed in can delete the account, so the person writes a letter.
  await admin.page.goto(`/admin/vorgaenge/neu?mitglied=${member.accountId}`)
  await admin.page.getByLabel('Tag des Eingangs').fill('2026-01-31')
  await admin.page.getByRole('button', { name: 'Eintragen und Bestätigung anfordern' }).click()
  await expectNotice(admin.page, 'Der Vorgang ist eingetragen.')
  const request = new URL(admin.page.url()).pathname
  const mail = (await portal.mailsTo(member.email)).at(-1)
  await member.page.goto(linkIn(mail, '/anliegen/bestaetigen'))
  await member.page.getByRole('main').getByRole('button').click()
  await expect(member.page.getByRole('main')).toContainText('Wir löschen es, sobald der Grund dafür weggefallen ist.')
  await look(member.page, 'loeschwunsch-wartet')
  await admin.page.goto(request)
  await expect(admin.page.getByText('Sobald die Sperre endet, wird das Konto von selbst gelöscht.')).toBeVisible()
  await admin.page.goto(address)
  await expect(admin.page.getByText('folgt von selbst, sobald die Sperre endet')).toBeVisible()

  await admin.page.getByLabel('Grund der Aufhebung der Löschsperre').fill('Vergleich geschlossen')
  await admin.page.getByRole('button', { name: 'Aufhebung beantragen' }).click()
  await expectNotice(admin.page, 'Der Antrag ist gestellt.')
  await expect(admin.page.getByRole('button', { name: 'Aufhebung freigeben' })).toHaveCount(0)
  await approver.page.goto(address)
  await approver.page.getByRole('button', { name: 'Aufhebung freigeben' }).click()
  await expectNotice(approver.page, 'Die aufgeschobene Löschung ist ausgeführt.')
  expect(await portal.sql('SELECT FROM account WHERE id = $1', [member.accountId])).toHaveLength(0)
  expect((await portal.mailsTo(member.email)).at(-1)?.subject).toContain('gelöscht')
})

test('a breach: what is known, the risk, the 72 hours, a letter by two people, closed and reopened (GDPR Art. 33, 34) @nojs', async ({
  browser,
  portal,
}) => {
  test.slow()
  const affected = await seedMember(portal)
  const [admin, approver] = [await aPerson(browser, portal, 'admin'), await aPerson(browser, portal, 'approver')]
  const what = `Sicherung unverschlüsselt verschickt ${crypto.randomUUID()}`
  // A day of its own: the letter goes to nobody else.
  const day = '2026-02-03'
  await portal.sql('UPDATE account SET registered_at = $2 WHERE id = $1', [affected.accountId, `${day}T12:00:00Z`])

  await admin.page.goto('/admin/nachweis')
  await admin.page.getByRole('link', { name: 'Datenpannen', exact: true }).click()
  await admin.page.getByLabel('Bekannt geworden am').fill('2026-01-05T09:00')
  await admin.page.getByLabel('Was ist geschehen?').fill(what)
  await admin.page.getByLabel('Mitglieder, die sich in einem Zeitraum registriert haben').check()
  await admin.page.getByRole('button', { name: 'Fall eröffnen' }).click()
  await expect(admin.page).toHaveTitle(/^Fehler: /)
  await look(admin.page, 'datenpanne-neu')
  await admin.page.getByLabel('Zeitraum von').fill(day)
  await admin.page.getByLabel('Zeitraum bis').fill(day)
  await admin.page.getByRole('button', { name: 'Fall eröffnen' }).click()
  await expectNotice(admin.page, 'Der Fall ist gespeichert.')
  const address = new URL(admin.page.url()).pathname
  const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
  await expect(part(admin.page, 'Der Fall')).toContainText(what)
  await look(admin.page, 'datenpanne-offen')

  await expect(admin.page.getByLabel('Was ist geschehen?')).toHaveValue(what)
  await admin.page.getByLabel('Wie wurde es bekannt?').selectOption('own')
  await admin.page.getByLabel('Ungefähre Zahl der Personen').fill('viele')
  await admin.page.getByRole('button', { name: 'Neuen Stand festhalten' }).click()
  await expect(admin.page.getByText('Geben Sie eine ganze Zahl an').first()).toBeVisible()
  await admin.page.getByLabel('Ungefähre Zahl der Personen').fill('1')
  await admin.page.getByRole('button', { name: 'Neuen Stand festhalten' }).click()
  await expectNotice(admin.page, 'Der neue Stand ist festgehalten.')
  await expect(part(admin.page, 'Was bekannt ist')).toContainText('Zahl: etwa 1')
  const drawing = admin.page.waitForEvent('download')
  await admin.page.getByRole('link', { name: 'Angaben für die Meldung als PDF' }).click()
  expect(
    readFileSync(await (await drawing).path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')

  const report = part(admin.page, 'Meldung an die Aufsichtsbehörde')
  await expect(report).toContainText('8. Januar 2026, 09:00 Uhr')
  await expect(report).toContainText('verstrichen')
  await report.getByLabel('Vollständige oder abschließende Meldung').check()
  await report.getByLabel('Der Aufsichtsbehörde gemeldet am').fill('2026-01-08T09:01')
  await report.getByRole('button', { name: 'Meldung eintragen' }).click()
  await expect(admin.page.getByText('Bitte begründen Sie die Verspätung.').first()).toBeVisible()
  await report.getByLabel('Grund einer Verspätung').fill('Erst am Montag bemerkt')
  await report.getByRole('button', { name: 'Meldung eintragen' }).click()
  await expectNotice(admin.page, 'Der Fall ist gespeichert.')
  await expect(admin.page.getByRole('button', { name: 'Fall schließen' })).toHaveCount(0)

  await approver.page.goto('/admin/nachweis/datenpannen')
  await approver.page.getByRole('row').filter({ hasText: what }).getByRole('link').click()
  await approver.page.getByLabel('Auswirkungen und Maßnahmen').fill('Erledigt')
  await approver.page.getByRole('button', { name: 'Fall schließen' }).click()
  await expect(approver.page.getByText('Vor dem Abschluss muss die Leitung das Risiko bewerten.').first()).toBeVisible()
  await approver.page.goto(address)
  await approver.page.getByLabel(/^Hohes Risiko/).check()
  await approver.page.getByLabel('Ja, durch eine E-Mail an jede Person').check()
  await approver.page.getByLabel('Begründung').fill('Namen und Adressen lagen offen')
  await approver.page.getByRole('button', { name: 'Bewertung speichern' }).click()
  await expectNotice(approver.page, 'Die Bewertung ist gespeichert.')

  await admin.page.goto(address)
  await admin.page.getByLabel('Was ist geschehen? (für die Betroffenen)').fill('Eine Sicherung lag offen.')
  await admin.page.getByLabel('Was kann daraus folgen?').fill('Gefälschte E-Mails')
  await admin.page.getByLabel('Was haben wir getan?').fill('Die Sicherung ist entfernt.')
  await admin.page.getByLabel('Was können die Betroffenen tun?').fill('Keine fremden Links öffnen')
  await admin.page.getByRole('button', { name: 'Schreiben zur Freigabe geben' }).click()
  await expectNotice(admin.page, 'Die Leitung muss es freigeben.')
  await expect(admin.page.getByRole('button', { name: 'Freigeben und senden' })).toHaveCount(0)
  await approver.page.goto(address)
  await look(approver.page, 'datenpanne-schreiben')
  await approver.page.getByRole('button', { name: 'Freigeben und senden' }).click()
  await expectNotice(approver.page, 'eingereiht')
  expect((await portal.mailsTo(affected.email)).at(-1)?.subject).toContain('Datenpanne')
  await approver.page.goto(address)
  await expect(part(approver.page, 'Betroffene')).toContainText('E-Mails angenommen')

  const downloading = admin.page.waitForEvent('download')
  await admin.page.getByRole('link', { name: 'Betroffene Mitglieder als Liste' }).click()
  expect(readFileSync(await (await downloading).path(), 'utf8')).toContain(affected.email)

  await approver.page.getByLabel('Auswirkungen und Maßnahmen').fill('Alle sind benachrichtigt')
  await approver.page.getByRole('button', { name: 'Fall schließen' }).click()
  await expectNotice(approver.page, 'Der Fall ist gespeichert.')
  await approver.page.getByLabel('Warum geht der Fall weiter?').fill('Ein weiterer Hinweis')
  await approver.page.getByRole('button', { name: 'Fall wieder öffnen' }).click()
  await expectNotice(approver.page, 'Der Fall ist wieder offen.')
  await expect(part(approver.page, 'Vermerke und Abschluss')).toContainText('Alle sind benachrichtigt')
})

test('a person without an account: entered, what is stored shown, answered by two people (DS-12) @nojs', async ({
  browser,
  portal,
}) => {
  test.slow()
  const [admin, approver] = [await aPerson(browser, portal, 'admin'), await aPerson(browser, portal, 'approver')]
  const email = `${crypto.randomUUID()}@beispiel.de`
  await admin.page.goto('/admin/vorgaenge')
  await admin.page.getByRole('link', { name: 'Anliegen von Personen ohne Konto' }).click()
  await look(admin.page, 'ohne-konto-liste')
  await admin.page.getByRole('link', { name: 'Anliegen ohne Konto eintragen' }).click()
  await admin.page.getByLabel('Worum geht es?').selectOption('access')
  await admin.page.getByLabel('Name der Person').fill('Dana Draußen')
  await admin.page.getByRole('button', { name: 'Anliegen eintragen' }).click()
  await expect(admin.page.getByText('Bitte geben Sie eine E-Mail-Adresse oder eine Anschrift').first()).toBeVisible()
  await look(admin.page, 'ohne-konto-neu')
  await admin.page.getByLabel('E-Mail-Adresse').fill(email)
  await admin.page.getByRole('button', { name: 'Anliegen eintragen' }).click()
  await expectNotice(admin.page, 'Das Anliegen ist eingetragen.')
  const address = new URL(admin.page.url()).pathname
  await expect(admin.page.getByText('Zu dieser Adresse ist ohne Konto nichts gespeichert')).toBeVisible()
  await look(admin.page, 'ohne-konto')

  await admin.page.getByRole('textbox', { name: 'Antwort' }).fill('Über Sie ist nichts gespeichert.')
  await admin.page.getByRole('button', { name: 'Antworten', exact: true }).click()
  await expect(admin.page.getByText('Vor dieser Antwort muss geprüft sein').first()).toBeVisible()
  await admin.page.getByLabel('Wie haben Sie geprüft, wer die Person ist?').selectOption('reply')
  await admin.page.getByLabel('Was Sie geprüft haben').fill('Hat aus dem Postfach geantwortet')
  await admin.page.getByRole('button', { name: 'Antworten', exact: true }).click()
  await expectNotice(admin.page, 'Die Leitung muss sie freigeben.')
  await expect(admin.page.getByRole('button', { name: 'Antwort freigeben' })).toHaveCount(0)
  await approver.page.goto(address)
  await look(approver.page, 'ohne-konto-freigabe')
  await approver.page.getByRole('button', { name: 'Antwort freigeben' }).click()
  await expectNotice(approver.page, 'Die Antwort ist freigegeben.')
  expect((await portal.mailsTo(email)).at(-1)?.text).toContain('Über Sie ist nichts gespeichert.')
})

test('many members: preview, a second person, carried out; whoever has changed is left alone (DS-06) @nojs', async ({
  browser,
  portal,
}) => {
  test.slow()
  const members = [await seedMember(portal), await seedMember(portal), await seedMember(portal)]
  const [admin, approver] = [await aPerson(browser, portal, 'admin'), await aPerson(browser, portal, 'approver')]
  await admin.page.goto('/admin/mitglieder?gruppe=company')
  await look(admin.page, 'mitglieder')
  await admin.page.getByRole('link', { name: 'Sammelvorgang mit dieser Auswahl' }).click()
  await admin.page.getByRole('button', { name: 'Vorschau zeigen' }).click()
  await expect(admin.page).toHaveTitle(/^Fehler: /)
  await look(admin.page, 'sammelvorgang-neu')
  await admin.page.getByLabel('Mitglieder sperren').check()
  await admin.page.getByLabel('Nur die Mitglieder einer Liste').check()
  await admin.page.getByLabel(/^Liste/).fill([...members.map(({ email }) => email), admin.email].join('\n'))
  await admin.page.getByLabel('Grund', { exact: true }).fill('Werbung in Massen')
  await admin.page.getByRole('button', { name: 'Vorschau zeigen' }).click()
  await expectNotice(admin.page, 'Noch ist nichts geschehen.')
  await expect(admin.page.getByText('3 (1 ausgenommen')).toBeVisible()
  await look(admin.page, 'sammelvorgang-vorschau')
  const address = new URL(admin.page.url()).pathname
  await admin.page.getByRole('button', { name: 'Zur Freigabe geben' }).click()
  await expectNotice(admin.page, 'wartet jetzt auf die Freigabe')
  await expect(admin.page.getByRole('button', { name: /^Freigeben/ })).toHaveCount(0)

  await portal.sql(`UPDATE account SET surname = 'Winter' WHERE id = $1`, [members[0]?.accountId])
  const mails = await portal.mailsTo(approver.email)
  const mail = mails.findLast(({ text }) => text?.includes('Sammelvorgang'))
  await approver.page.goto(linkIn(mail, '/admin/aufgaben'))
  await look(approver.page, 'aufgaben-der-leitung')
  await approver.page.locator(`a[href="${address}"]`).first().click()
  await expect(approver.page).toHaveURL(new RegExp(`${address}$`))
  await look(approver.page, 'sammelvorgang-entscheiden')
  await approver.page.getByRole('button', { name: 'Freigeben: Mitglieder sperren' }).click()
  await expectNotice(approver.page, 'Der Sammelvorgang ist freigegeben.')
  await expect(approver.page.getByText('Inzwischen geändert, nicht ausgeführt')).toBeVisible()
  await look(approver.page, 'sammelvorgang-ausgefuehrt')
  const suspended = await portal.sql<{ account_id: string }>(
    'SELECT account_id FROM suspension WHERE account_id = ANY($1) AND ended_at IS NULL',
    [members.map(({ accountId }) => accountId)],
  )
  expect(suspended.map(({ account_id }) => account_id).sort()).toEqual(
    members
      .slice(1)
      .map(({ accountId }) => accountId)
      .sort(),
  )
  await approver.page.goto('/admin/mitglieder/sammelvorgaenge')
  await look(approver.page, 'sammelvorgaenge')
})

test('a role: asked for by an admin, released by an approver, and everybody is told (DS-06) @nojs', async ({
  browser,
  portal,
}) => {
  const [admin, approver] = [await aPerson(browser, portal, 'admin'), await aPerson(browser, portal, 'approver')]
  const { accountId, email } = await seedMember(portal)
  await admin.page.goto('/admin/team')
  await admin.page.getByRole('button', { name: 'Beantragen' }).click()
  await expect(admin.page).toHaveTitle(/^Fehler: /)
  await look(admin.page, 'team-antrag')
  await admin.page.getByLabel('E-Mail-Adresse').fill(email)
  await admin.page.getByLabel('Was sich ändern soll').selectOption('moderator')
  await admin.page.getByLabel('Grund').fill('Verstärkung der Redaktion')
  await admin.page.getByRole('button', { name: 'Beantragen' }).click()
  await expectNotice(admin.page, 'Der Antrag ist gestellt.')
  await expect(admin.page.getByRole('button', { name: /^Freigeben/ })).toHaveCount(0)
  await look(admin.page, 'team-beantragt')
  const role = async () =>
    (await portal.sql<{ role: string }>('SELECT role FROM account WHERE id = $1', [accountId]))[0]?.role
  expect(await role()).toBe('member')
  expect((await portal.mailsTo(email)).at(-1)?.subject).toBe('Ihre Rolle im Portal soll sich ändern')
  const mails = await portal.mailsTo(approver.email)
  const mail = mails.findLast(({ text }) => text?.includes('Verstärkung der Redaktion'))
  await approver.page.goto(linkIn(mail, '/admin/team'))
  await look(approver.page, 'team-entscheiden')
  const waiting = approver.page.getByRole('region', { name: 'Wartet auf die Freigabe' })
  await waiting
    .getByRole('button', { name: /^Freigeben: .* die Rolle Moderation geben/ })
    .last()
    .click()
  await expectNotice(approver.page, 'Die Rolle ist geändert.')
  expect(await role()).toBe('moderator')
  expect((await portal.mailsTo(email)).at(-1)?.subject).toBe('Ihre Rolle im Portal hat sich geändert')
  await look(approver.page, 'team')
})

test('the evidence: checks, history, deadlines, and the signed package (accountability) @nojs', async ({
  browser,
  portal,
}) => {
  test.slow()
  const approver = await aPerson(browser, portal, 'approver')
  // What three months leave behind.
  await portal.sql(`INSERT INTO promise_check_day (check_id, day, runs, broken, most)
    SELECT c, d::date, 1, CASE WHEN c = 'requests-overdue' AND d::date BETWEEN current_date - 40 AND current_date - 35 THEN 1 ELSE 0 END, 2
    FROM unnest(ARRAY['requests-overdue', 'audit-chain', 'past-deletion-day']) AS c,
      generate_series(current_date - 80, current_date - 1, interval '1 day') AS d ON CONFLICT DO NOTHING`)
  await portal.sql(`INSERT INTO erasure (account_id, erased_at, reason, counts)
    SELECT uuid_v7(), now() - make_interval(days => n * 9), CASE WHEN n % 3 = 0 THEN 'self'::erasure_reason ELSE 'unconfirmed' END, '{}'
    FROM generate_series(1, 30) AS n`)
  await approver.page.goto('/admin/nachweis')
  await approver.page.getByRole('button', { name: 'Jetzt alle prüfen' }).click()
  await expectNotice(approver.page, 'Alle Zusagen sind geprüft.', 60_000)
  await expect(approver.page.getByText('(höchstens 2)').last()).toBeVisible()
  await look(approver.page, 'nachweis')
  const downloading = approver.page.waitForEvent('download', { timeout: 60_000 })
  await approver.page.getByRole('button', { name: 'Nachweispaket herunterladen' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^Nachweis-.*\.zip$/)
  const zip = readFileSync(await download.path())
  expect([...(readZip(zip)?.keys() ?? [])]).toEqual([
    'Nachweis.pdf',
    'Nachweis.json',
    'LIESMICH.txt',
    'Nachweis.sha256',
    'Nachweis.sha256.sig',
    'Schluessel.pem',
  ])
  if (process.env.SHOTS) await download.saveAs(`${process.env.SHOTS}/nachweis.zip`)
  await approver.page.goto('/admin/protokoll')
  await look(approver.page, 'protokoll')
})
