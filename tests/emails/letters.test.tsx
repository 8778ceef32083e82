import { readdirSync } from 'node:fs'
import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sampleOccasion as occasion } from '@/emails/parts/sample'
import { letters } from '@/lib/mail/generated/letters'
import { type LetterKey } from '@/lib/mail/letters'
import { renderMail } from '@/lib/mail/render'

const { appUrl } = occasion
const keys = Object.keys(letters) as LetterKey[]

/** jsdom draws no colours (tests/e2e/account-life.spec.ts looks at a mail in a browser), and a mail is a part of the page that shows it. */
const notHere = { 'color-contrast': { enabled: false }, region: { enabled: false } }

const evil = `<img src=x onerror=alert(1)> "&amp;' \${x} $& \u202Ereversed\r\nBcc: x@y.test`
const harmless = evil.replace('\u202E', '').replace('\r', '')
const someone = { givenName: evil, surname: evil, email: 'vera@beispiel.test' }

type Props = Record<string, unknown>

function example(key: LetterKey, props: Props = {}, given = occasion) {
  return renderMail(key, { ...letters[key].example, ...props }, given)
}

const parsed = (html: string) => new DOMParser().parseFromString(html, 'text/html')
/** Without line breaks, and the marks of lists and of what people wrote. */
const words = (some: string) => some.replace(/[\s*>-]+/g, ' ').trim()

/** The example in every form that its props allow: each code, each switch, with and without what may be left out. */
function formsOf(key: LetterKey): Props[] {
  const { props, example } = letters[key]
  return Object.entries<z.ZodType>(props).reduce<Props[]>(
    (forms, [name, schema]) =>
      optionsOf(schema).length > 0
        ? forms.flatMap((form) => [form, ...optionsOf(schema).map((option) => ({ ...form, [name]: option }))])
        : forms,
    [example],
  )
}

function optionsOf(schema: z.ZodType): unknown[] {
  if (schema instanceof z.ZodBoolean) return [true, false]
  if (schema instanceof z.ZodEnum) return schema.options
  if (schema instanceof z.ZodOptional) return [undefined]
  return schema instanceof z.ZodNullable ? [null] : []
}

/** The example once for each of its texts, with another one in its place. */
function withEachText(value: unknown, other: string): unknown[] {
  if (typeof value === 'string') return [other]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    withEachText(inner, other).map((changed) =>
      Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed },
    ),
  )
}

function fits(key: LetterKey, form: Props): boolean {
  const { props, late } = letters[key]
  return z.object({ ...props, ...late }).safeParse(form).success
}

function queuedPart(key: LetterKey): Props {
  const names = Object.keys(letters[key].props)
  return Object.fromEntries(Object.entries(letters[key].example).filter(([name]) => names.includes(name)))
}

it('every file of emails/ is a letter, with a label of its own', () => {
  const files = readdirSync('emails').filter((name) => name !== 'parts')
  expect(keys.map((key) => `${key}.tsx`)).toEqual(files.sort())
  const labels = keys.map((key) => letters[key].label)
  expect(new Set(labels).size).toBe(labels.length)
  expect(labels.filter((label) => !/^[A-ZÄÖÜ].{4,59}$/.test(label))).toEqual([])
})

describe.each(keys)('the mail %s', (key) => {
  it('is German, has one heading, no image and nothing remote (DS-09, A-C4)', async () => {
    const { html, subject } = await example(key)
    const page = parsed(html)
    expect(page.documentElement.lang).toBe('de')
    expect(page.body.lang).toBe('de')
    expect(page.title).not.toBe('')
    expect(page.querySelectorAll('h1')).toHaveLength(1)
    expect(page.querySelectorAll('img, script, link, iframe, form, [background]')).toHaveLength(0)
    expect(html).not.toMatch(/url\(|@import/)
    for (const table of page.querySelectorAll('table')) expect(table.getAttribute('role')).toBe('presentation')
    expect(subject).toMatch(/^[^\r\n]{5,100}$/)
    expect(page.querySelector('[data-skip-in-text]')?.textContent).toMatch(/^.{5,160}$/)
  })

  it('has nothing for axe to complain about (A-C4)', async () => {
    const { html } = await example(key)
    document.documentElement.lang = 'de'
    document.documentElement.innerHTML = parsed(html).documentElement.innerHTML
    const { violations, passes } = await axe.run(document, { rules: notHere })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    expect(passes.length).toBeGreaterThan(5)
  })

  it('leads to the portal only, and its text part holds every link and every word of the HTML (S-G4)', async () => {
    for (const form of formsOf(key)) {
      const { html, text } = await renderMail(key, form, occasion)
      const page = parsed(html)
      for (const anchor of page.querySelectorAll('a')) {
        const target = anchor.getAttribute('href') ?? ''
        if (target.startsWith('mailto:')) continue
        expect(new URL(target).origin).toBe(appUrl)
        expect(text).toContain(target)
      }
      for (const hidden of page.querySelectorAll('[data-skip-in-text], style, title')) hidden.remove()
      for (const block of page.querySelectorAll('p, h1, li, blockquote')) {
        for (const line of block.innerHTML.split(/<br\s*\/?>|<a[^>]*>[^<]*<\/a>/)) {
          expect(words(text)).toContain(words(parsed(line).body.textContent ?? ''))
        }
      }
      expect(text).toContain('info@qualiservice-thueringen.de')
      expect(html + text).not.toMatch(/undefined|null|NaN|\[object|Invalid/)
    }
  })

  it('shows what people typed as they typed it, and nothing else comes of it (S-E7, S-G1)', async () => {
    const forms = (withEachText(letters[key].example, evil) as Props[]).filter((form) => fits(key, form))
    for (const form of [letters[key].example, ...forms]) {
      const { html, text, subject } = await renderMail(key, form, { ...occasion, addressee: someone })
      const page = parsed(html)
      expect(page.querySelectorAll('img')).toHaveLength(0)
      expect(html + text + subject).not.toContain('\u202E')
      expect(subject).not.toMatch(/[\r\n]/)
      if (form !== letters[key].example) {
        expect(words(page.documentElement.textContent ?? '')).toContain(words(harmless))
        expect(words(text + subject)).toContain(words(harmless))
      }
    }
  })

  it('greets by name, unless nobody has proved the address', async () => {
    const { html, text } = await example(key)
    const isGreeted = text.includes(key === 'contact-message' ? 'Guten Tag' : 'Guten Tag Vera Muster,')
    expect(isGreeted).toBe(!letters[key].isToStranger)
    if (letters[key].isToStranger) expect(html).not.toMatch(/Vera|Muster/)
  })

  it('takes from the queue what it was given, and no link to another host; nothing undeclared gets into the queue (DS-06)', async () => {
    const queued = queuedPart(key)
    const letter = letters[key]
    expect(() => letter.check(JSON.parse(JSON.stringify(queued)))).not.toThrow()
    expect(() => letter.check({ ...queued, surname2: 'Muster' })).toThrow()
    for (const name of Object.keys(queued).filter((name) => !isOptional(key, name))) {
      const { [name]: _, ...rest } = queued
      expect(() => letter.check(rest), name).toThrow()
      await expect(renderMail(key, { ...letter.example, [name]: undefined }, occasion), name).rejects.toThrow()
    }
    for (const [name, value] of Object.entries(queued)) {
      if (!String(value).startsWith(`${appUrl}/`)) continue
      await expect(example(key, { [name]: 'http://evil.test/x' })).rejects.toThrow('another host')
      await expect(example(key, { [name]: 'javascript:alert(1)' })).rejects.toThrow('another host')
    }
  })
})

function isOptional(key: LetterKey, name: string): boolean {
  return (letters[key].props as Record<string, z.ZodType>)[name] instanceof z.ZodOptional
}

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

  it('a subject stays one line without invisible characters, whatever was typed (S-G1)', async () => {
    const { subject } = await example('contact-message', {
      subject: `Hallo\r\nBcc: x@y.test\u2028\u200B\u202E ${'A'.repeat(5000)}`,
    })
    expect(subject).toMatch(/^Kontaktformular: Hallo Bcc: x@y\.test A+$/)
    expect(subject.length).toBeLessThanOrEqual(200)
  })

  it('words of a person keep their lines and are marked off from ours in both parts: nobody speaks in our name', async () => {
    const { html, text } = await example('contact-message', {
      message: 'Zeile 1\n\nBitte bestätigen Sie Ihr Konto\n> schon zitiert',
    })
    expect(parsed(html).querySelector('blockquote')?.innerHTML).toContain(
      'Zeile 1<br><br>Bitte bestätigen Sie Ihr Konto',
    )
    expect(text).toContain('\n> Zeile 1\n> \n> Bitte bestätigen Sie Ihr Konto\n> > schon zitiert\n')
  })

  it.each(keys.filter((key) => letters[key].answers))(
    '%s says that it can be answered where that is so, and not otherwise',
    async (key) => {
      const silent = await example(key)
      expect(silent.text).toContain('Bitte antworten Sie nicht auf diese E-Mail')
      const open = await example(key, {}, { ...occasion, isAnswerable: true })
      expect(open.text.trimStart()).toMatch(/^---- Bitte antworten Sie über dieser Zeile ----/)
      expect(open.text).toContain('einfach auf diese E-Mail antworten')
      expect(open.text).not.toContain('antworten Sie nicht')
    },
  )

  it('no address in a mail is wider than a narrow screen: each breaks anywhere', async () => {
    for (const key of keys) {
      const { html } = await example(key)
      for (const anchor of parsed(html).querySelectorAll<HTMLAnchorElement>('a'))
        if (/^https?:/.test(anchor.textContent ?? '')) expect([key, anchor.style.wordBreak]).toEqual([key, 'break-all'])
    }
  })

  it('what can be ended shows how, with the link of the mail', async () => {
    const endUrl = `${appUrl}/abmelden?konto=1&art=messages&token=xyz`
    for (const key of keys) {
      const { text } = await example(key, {}, { ...occasion, endUrl })
      expect([key, text.includes(endUrl)]).toEqual([key, letters[key].ending(letters[key].example) !== undefined])
    }
  })

  it('a letter that this release does not have is refused by name', async () => {
    await expect(renderMail('no-such-letter', {}, occasion)).rejects.toThrow('unknown letter no-such-letter')
    await expect(renderMail('constructor', {}, occasion)).rejects.toThrow('unknown letter constructor')
  })
})
