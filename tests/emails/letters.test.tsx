import axe from 'axe-core'
import { createElement, type FunctionComponent } from 'react'
import { render } from 'react-email'
import { describe, expect, it } from 'vitest'
import { letters, type Occasion } from '@/lib/mail/letters'
import { renderMail } from '@/lib/mail/render'
import { type MailProps, type TemplateKey } from '@/lib/mail/templates'

const appUrl = 'http://portal.test'
const occasion: Occasion = {
  addressee: { givenName: 'Vera', surname: 'Muster', email: 'vera@beispiel.test' },
  appUrl,
  day: '2026-11-23',
}
const link = { url: `${appUrl}/weg?token=abc&x=1`, expiresAt: '2026-11-30T12:00:00Z' }
const erased = { givenName: 'Vera', surname: 'Muster', erasedAt: '2026-11-23T12:00:00Z' }

/** One example of each mail. */
const examples: { [K in TemplateKey]: MailProps[K] } = {
  'confirm-registration': { ...link, refuseUrl: `${appUrl}/weg?token=abc&y=1` },
  'already-registered': {},
  'confirm-email-change': link,
  'email-changed-notice': { changedAt: '2026-11-23T12:00:00Z' },
  'password-reset': link,
  'password-changed': { changedAt: '2026-11-23T12:00:00Z' },
  'second-factor-changed': { changedAt: '2026-11-23T12:00:00Z', isAdded: true },
  'failed-proofs': { kind: 'code', failures: 100, isBlocked: true, failedAt: '2026-11-23T12:00:00Z' },
  'inactivity-notice': { inactiveSince: '2025-10-01T10:00:00Z', inactivityPeriod: 'P1Y', responsePeriod: 'P28D' },
  'erased-inactive': { ...erased, noticeAcceptedAt: '2026-10-01T12:00:00Z', respondBy: '2026-10-29' },
  'erased-self': erased,
  'erased-request': { ...erased, receivedOn: '2026-11-20' },
  'erased-staff': erased,
  'erasure-request-identity': { ...link, receivedOn: '2026-11-20' },
  'policy-announcement': { version: 2, summary: 'Neu: kürzere Fristen.', objectionPeriods: ['P28D', 'P7D'] },
  'objection-received': { version: 2, receivedOn: '2026-11-20', governing: 1 },
  'objection-withdrawn': { version: 2, withdrawnAt: '2026-11-23T12:00:00Z', inForce: true },
  'request-received': {
    ...link,
    kind: 'Auskunft',
    explanation: 'Wir stellen alles zusammen.',
    receivedOn: '2026-11-20',
    dueOn: '2026-12-20',
  },
  'request-extended': { kind: 'Auskunft', receivedOn: '2026-11-20', dueOn: '2027-02-20', reason: 'Viele Daten' },
  'request-answered': {
    kind: 'Auskunft',
    receivedOn: '2026-11-20',
    answer: 'Erster Absatz\n\nZweiter Absatz',
    reportUrl: `${appUrl}/mein-profil/daten`,
  },
  'request-refused': { kind: 'Widerspruch', receivedOn: '2026-11-20', reason: 'Wir brauchen die Daten.' },
  'request-withdrawn': { kind: 'Auskunft', receivedOn: '2026-11-20' },
  'request-rectified': { receivedOn: '2026-11-20', changes: ['Name: Muster', 'Vorname: Vera'], note: 'Danke' },
  'restriction-placed': { ground: 'Die Richtigkeit der Daten wird geprüft', reason: 'Bis zur Klärung' },
  'restriction-ends': { reason: 'Die Prüfung ist abgeschlossen.', period: 'P7D' },
  'restriction-goes-on': {},
  'verification-decided': { decision: 'asked', reason: 'Welche Einrichtung vertreten Sie?' },
  'report-received': { what: 'Beitrag', reportedAt: '2026-11-23T12:00:00Z' },
  'report-decided': { what: 'Beitrag', reportedAt: '2026-11-23T12:00:00Z', hasMeasure: true, reason: 'Beleidigung' },
  'measure-taken': {
    what: 'Ihr Beitrag „Hallo“',
    effect: 'Er ist für andere nicht mehr sichtbar.',
    ground: 'Grundlage: unsere Nutzungsregeln',
    occasion: 'Anlass: eine Meldung',
    reason: 'Beleidigung',
    appealUntil: '2027-05-23',
  },
  'measure-ended': { what: 'Ihr Beitrag', effect: 'Er ist wieder sichtbar.', reason: 'Irrtum' },
  'appeal-decided': { what: 'Ihr Beitrag', isUpheld: true, answer: 'Das war zulässig.' },
  'publication-published': { title: 'Kurs Excel', url: `${appUrl}/angebote/1` },
  'publication-returned': {
    title: 'Kurs Excel',
    answer: 'Bitte nennen Sie den Preis.',
    url: `${appUrl}/meine-angebote/1`,
  },
  'publication-ending': {
    title: 'Kurs Excel',
    lastDay: '2026-12-01',
    goesOnFor: 'P6M',
    url: `${appUrl}/meine-angebote/1`,
  },
  'audit-anchor': {
    at: '2026-11-23T04:45:00Z',
    position: 1234,
    hash: 'ab'.repeat(32),
    url: `${appUrl}/admin/nachweis`,
  },
  'staff-alert': {
    headline: 'Lauf angehalten',
    lines: ['61 fällig', '50 erlaubt'],
    url: `${appUrl}/admin/inaktivitaet`,
  },
  'new-message': {
    messageId: '01930000-0000-7000-8000-000000000001',
    from: 'Tobias Kellner, Lernstatt Jena gGmbH',
    subject: 'Kurs im Januar',
    text: 'Guten Tag,\nist noch ein Platz frei?',
    conversationId: '01930000-0000-7000-8000-000000000002',
  },
  'message-digest': { lines: ['Tobias Kellner, Lernstatt Jena gGmbH: Kurs im Januar'], unread: 2, more: 3 },
  'forum-news': {
    kind: 'reply',
    category: 'Förderung',
    url: `${appUrl}/forum/1#beitrag-2`,
    unsubscribeUrl: `${appUrl}/forum/abmelden?id=1&token=abc`,
  },
  'forum-digest': {
    lines: ['Förderung: 2 neue Beiträge'],
    url: `${appUrl}/forum/ungelesen`,
    unsubscribeUrl: `${appUrl}/forum/abmelden?id=1&token=abc`,
  },
  'contact-message': { name: 'Jo', replyTo: 'jo@beispiel.test', subject: 'Frage', message: 'Zeile 1\nZeile 2' },
}
const templates = Object.keys(examples) as TemplateKey[]

/** jsdom draws no colours (tests/e2e/account-life.spec.ts looks at a mail in a browser), and a mail is a part of the page that shows it. */
const notHere = { 'color-contrast': { enabled: false }, region: { enabled: false } }

function example(template: TemplateKey, props: object = {}) {
  return renderMail(template, { ...examples[template], ...props } as never, occasion)
}

describe.each(templates)('the mail %s', (template) => {
  it('is German, has one heading, no image and nothing remote (DS-09, A-C4)', async () => {
    const { html, subject } = await example(template)
    const page = new DOMParser().parseFromString(html, 'text/html')
    expect(page.documentElement.lang).toBe('de')
    expect(page.body.lang).toBe('de')
    expect(page.title).not.toBe('')
    expect(page.querySelectorAll('h1')).toHaveLength(1)
    expect(page.querySelectorAll('img, script, link, iframe, form, [background]')).toHaveLength(0)
    expect(html).not.toMatch(/url\(|@import/)
    for (const table of page.querySelectorAll('table')) expect(table.getAttribute('role')).toBe('presentation')
    expect(subject).not.toBe('')
    expect(subject).not.toMatch(/[\r\n]/)
  })

  it('has nothing for axe to complain about (A-C4)', async () => {
    const { html } = await example(template)
    document.documentElement.lang = 'de'
    document.documentElement.innerHTML = new DOMParser().parseFromString(html, 'text/html').documentElement.innerHTML
    const { violations, passes } = await axe.run(document, { rules: notHere })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    expect(passes.length).toBeGreaterThan(5)
  })

  it('leads to the portal only, and its text part holds every link and every word of the HTML (S-G4)', async () => {
    const { html, text } = await example(template)
    const page = new DOMParser().parseFromString(html, 'text/html')
    for (const anchor of page.querySelectorAll('a')) {
      const target = anchor.getAttribute('href') ?? ''
      if (target.startsWith('mailto:')) continue
      expect(new URL(target).origin).toBe(appUrl)
      expect(text).toContain(target)
    }
    for (const hidden of page.querySelectorAll('[data-skip-in-text], style, title')) hidden.remove()
    const words = (some: string) => some.replace(/[\s*-]+/g, ' ').trim()
    for (const block of page.querySelectorAll('p, h1, li')) {
      for (const line of block.innerHTML.split(/<br\s*\/?>|<a[^>]*>[^<]*<\/a>/)) {
        const said = new DOMParser().parseFromString(line, 'text/html').body.textContent ?? ''
        expect(words(text)).toContain(words(said))
      }
    }
    expect(text).toContain('info@qualiservice-thueringen.de')
  })

  it('is the same whether React or the compiled template fills in the values, whatever they are (S-E7)', async () => {
    const evil = `<img src=x onerror=alert(1)> "&amp;' \${x} $& \u202Ereversed`
    const hostile = { ...occasion, addressee: { givenName: evil, surname: evil, email: 'vera@beispiel.test' } }
    const props = { ...examples[template] } as Record<string, unknown>
    for (const key of ['name', 'subject', 'message', 'headline']) if (key in props) props[key] = evil
    const { html, text } = await renderMail(template, props as never, hostile)
    expect(html).not.toContain('<img')
    expect(html).not.toContain('\u202E')
    expect(text).not.toContain('\u202E')

    const clean = (value: unknown): unknown =>
      typeof value === 'string' ? value.replaceAll('\u202E', '') : Array.isArray(value) ? value.map(clean) : value
    const letter = letters[template]
    const values = Object.fromEntries(
      Object.entries(letter.values(props as never, hostile)).map(([key, value]) => [key, clean(value)]),
    )
    const frame = {
      greeting: letter.isToStranger ? 'Guten Tag,' : `Guten Tag ${evil} ${evil},`.replaceAll('\u202E', ''),
      homeUrl: appUrl,
      legalNoticeUrl: `${appUrl}/impressum`,
      policyUrl: `${appUrl}/datenschutz`,
      contact: 'info@qualiservice-thueringen.de',
    }
    const component = letter.component as FunctionComponent<Record<string, unknown>>
    const byReact = (await render(createElement(component, { ...values, frame }))).replaceAll('<!-- -->', '')
    expect(html).toBe(byReact)
  })
})

describe('what the mails say', () => {
  it('the notice names the account, the exact last day, what will be deleted, a link and a contact (DS-05)', async () => {
    const { subject, text } = await example('inactivity-notice')
    expect(subject).toBe('Bitte melden Sie sich bis 21. Dezember 2026 an, sonst wird Ihr Konto gelöscht')
    expect(text).toContain('Guten Tag Vera Muster,')
    expect(text).toContain('vera@beispiel.test')
    expect(text).toContain('bis einschließlich 21. Dezember 2026')
    expect(text).toContain('Zuletzt wurde es am 1. Oktober 2025 genutzt')
    expect(text).toContain('Name, Vorname, E-Mail-Adresse und Nutzergruppe')
    expect(text).toContain(`${appUrl}/anmelden`)
  })

  it('links to another host are refused', async () => {
    await expect(example('confirm-registration', { url: 'http://evil.test/x' })).rejects.toThrow('another host')
  })

  it('a subject stays one line without invisible characters, whatever was typed (S-G1)', async () => {
    const { subject } = await example('contact-message', {
      subject: `Hallo\r\nBcc: x@y.test\u2028\u200B\u202E ${'A'.repeat(5000)}`,
    })
    expect(subject).toMatch(/^Kontaktformular: Hallo Bcc: x@y\.test A+$/)
    expect(subject.length).toBeLessThanOrEqual(200)
  })

  it('line breaks of a message are kept in both parts', async () => {
    const { html, text } = await example('contact-message')
    expect(html).toContain('Zeile 1\nZeile 2')
    expect(text).toContain('Zeile 1\nZeile 2')
  })
})
