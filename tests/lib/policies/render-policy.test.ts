import { describe, expect, it } from 'vitest'
import { policyFacts } from '@/app/_content/policy-facts'
import { FIRST_VERSION } from '@/lib/policies/first-version'
import { type PolicyFacts, placeholders } from '@/lib/policies/placeholders'
import { type Block, type Inline, PolicyTextError } from '@/lib/policies/policy-text'
import { policyTextProblems, renderPolicy } from '@/lib/policies/render-policy'

/** The text of the policy and what the software obeys are one record (DS-01, DS-11). */

const facts: PolicyFacts = { ...policyFacts(), dataProtectionOfficer: 'datenschutz@example.org' }

describe('version 1 of the policy', () => {
  it('uses every placeholder, and none that is unknown', () => {
    expect(policyTextProblems(FIRST_VERSION.body)).toEqual([])
  })

  it('has one section for each promise in their order, then rights and retention', () => {
    expect(renderPolicy(FIRST_VERSION, facts).contents.map(({ text }) => text)).toEqual([
      'Das Wichtigste in Kürze',
      '1. Geltung dieser Erklärung',
      '2. Besuch ohne Konto',
      '3. Daten, die wir bei der Registrierung erheben',
      '4. Ändern und Löschen Ihrer Daten',
      '5. Löschung bei Inaktivität',
      '6. Sicherheit Ihrer Daten',
      '7. Verwendung Ihrer Daten',
      '8. Kontakt unter Mitgliedern',
      '9. Keine Weitergabe, keine Verfolgung',
      '10. Herausgabe an Strafverfolgungsbehörden und in Rechtsstreitigkeiten',
      '11. Änderungen dieser Erklärung',
      '12. Auskunft und Rückmeldungen',
      '13. Ihre Rechte',
      '14. Wie lange wir Daten speichern',
    ])
  })

  it('states the periods, addresses and limits that the software obeys', () => {
    const text = plain(renderPolicy(FIRST_VERSION, facts).blocks)
    for (const stated of [
      'länger als ein Jahr nicht anmelden',
      'vier Wochen Zeit',
      'älter als eine Woche',
      'info@qualiservice-thueringen.de',
      'Dafür haben Sie sieben Tage Zeit',
      'portal-session',
      'höchstens sieben Tage; ohne Nutzung 24 Stunden',
      'bei Beschäftigten zwölf Stunden',
      '90 Tage',
    ]) {
      expect(text).toContain(stated)
    }
    expect(text).not.toContain('{{')
  })

  it('states other periods when the record has others', () => {
    const other = { ...FIRST_VERSION, inactivityPeriod: 'P1M', responsePeriod: 'P6W', objectionPeriod: 'P10D' }
    const text = plain(renderPolicy(other, facts).blocks)
    expect(text).toContain('länger als einen Monat nicht anmelden')
    expect(text).toContain('sechs Wochen Zeit')
    expect(text).toContain('zehn Tage Zeit')
    expect(text).not.toContain('ein Jahr')
  })

  it('marks what only the operator knows instead of leaving it out', () => {
    const { blocks } = renderPolicy(FIRST_VERSION, { ...facts, dataProtectionOfficer: null })
    expect(JSON.stringify(blocks)).toContain('{"kind":"missing"}')
  })

  it('shares no sentence with the text that the portal was commissioned from', () => {
    // Phrases of that text; the facts are the same, the words are not.
    for (const phrase of [
      'freut sich über Ihr Interesse',
      'Verfahrensweisen ein',
      'Das loggen von',
      'ernst und möchten',
    ]) {
      expect(FIRST_VERSION.body).not.toContain(phrase)
    }
  })
})

describe('the text of a version', () => {
  const version = (body: string) => ({ ...FIRST_VERSION, body })
  const blocksOf = (body: string, given = facts) => renderPolicy(version(body), given).blocks

  it('becomes headings with addresses that survive a new number', () => {
    expect(blocksOf('## 3. Löschung & Größe\n\n### Näheres')).toEqual([
      { kind: 'heading', level: 2, id: 'loeschung-groesse', text: '3. Löschung & Größe' },
      { kind: 'heading', level: 3, id: 'naeheres', text: 'Näheres' },
    ])
  })

  it('never reads a value as Markdown or HTML', () => {
    const operatorName = '<script>alert(1)</script> **GFAW** [x](javascript:1) {{contactEmail}}'
    expect(blocksOf('{{operatorName}}', { ...facts, operatorName })).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: operatorName }] },
    ])
  })

  it('fills placeholders in links too', () => {
    expect(blocksOf('[{{contactEmail}}](mailto:{{contactEmail}})')).toEqual([
      {
        kind: 'paragraph',
        content: [
          {
            kind: 'link',
            href: 'mailto:info@qualiservice-thueringen.de',
            content: [{ kind: 'text', text: 'info@qualiservice-thueringen.de' }],
          },
        ],
      },
    ])
  })

  it.each([
    [
      'an unknown placeholder',
      'Nach {{inaktivPeriod}} geschieht es.',
      'Den Platzhalter {{inaktivPeriod}} gibt es nicht.',
    ],
    ['a property every object has', '{{constructor}}', 'Den Platzhalter {{constructor}} gibt es nicht.'],
    ['HTML', 'Text <b>fett</b>', '(html)'],
    ['a script', '<script>alert(1)</script>', '(html)'],
    ['an image', '![Zähler](https://example.org/pixel.gif)', '(image)'],
    ['code', '```\nx\n```', '(code)'],
    ['a quotation', '> Zitat', '(blockquote)'],
    ['a script behind a link', '[klick](javascript:alert(1))', 'ist nicht erlaubt'],
    ['a link to another host by two slashes', '[klick](//example.org)', 'ist nicht erlaubt'],
    ['an unprotected link', '[klick](http://example.org)', 'ist nicht erlaubt'],
    ['a heading of level 1', '# Titel', 'Ebene 2 oder 3'],
    ['the same heading twice', '## Rechte\n\n## 2. Rechte', 'kommt doppelt vor'],
  ])('is refused with a German sentence when it holds %s', (_, body, problem) => {
    expect(() => blocksOf(body)).toThrow(PolicyTextError)
    expect(policyTextProblems(body).join('\n')).toContain(problem)
  })

  it.each(Object.keys(placeholders))('is not published without {{%s}}', (name) => {
    const problems = policyTextProblems(FIRST_VERSION.body.replaceAll(`{{${name}}}`, 'x@example.org'))
    expect(problems).toEqual([expect.stringContaining(`{{${name}}} fehlt`)])
  })
})

function plain(blocks: Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'heading') return block.text
      if (block.kind === 'paragraph') return words(block.content)
      if (block.kind === 'list') return block.items.map(words).join('\n')
      return [block.header.join(' | '), ...block.rows.map((row) => row.map(words).join(' | '))].join('\n')
    })
    .join('\n')
}

function words(content: Inline[]): string {
  return content
    .map((piece) => (piece.kind === 'text' ? piece.text : 'content' in piece ? words(piece.content) : ' '))
    .join('')
}
