import { describe, expect, test } from 'vitest'
import { addressAtStart, linkTarget, readableHost, splitAtAddresses } from '@/lib/writing/addresses'
import { draw, RULES } from '@/lib/writing/draw'
import { excerptOf, htmlOf } from '@/lib/writing/stored'

const html = (text: string) => htmlOf(text, null)
const words = (text: string) => draw(text).words
/** What a link leads to, by its words. */
const links = (text: string) =>
  [...html(text).matchAll(/<a[^>]* href="([^"]*)"[^>]*>(.*?)<\/a>/g)].map(([, href, shown]) => [shown, href])

describe('a number at the beginning of a line stays the number that was typed:', () => {
  test.each([
    ['dates under each other', '3. Dezember: Auftakt\n10. Dezember: Vertiefung'],
    ['dates apart', '3. Dezember\n\n10. Dezember\n\n17. Dezember'],
    ['the first of a month', 'Termine:\n1. Mai\n2. Juni'],
    ['months as people shorten them', '1. Jan. 2027\n2. Feb.\n3. Mrz\n4. Sept.\n5. Jänner\n6. DEZEMBER'],
    ['dates in figures', '1. 12. 2026\n2. 12. 2026\n24.12. geschlossen'],
    ['a day behind a bullet', '- 3. Dezember\n- 10. Dezember\n* 24. Januar\n+ 1. Mai'],
    ['a day in a quotation', '> 3. Dezember\n> 10. Dezember'],
    ['ordinals before other nouns', '3. Stock links\n\n25. Jubiläum\n\n2. Auflage'],
    ['a number that ends a line', 'Wir treffen uns am\n24.\nDezember'],
    ['years', '2026. Das Jahr\n\n2027. Das nächste'],
    ['a number twice', '2. zwei\n2. zwei'],
    ['zeros in front', '01. eins\n02. zwei'],
    ['brackets', '3) drei\n10) zehn'],
  ])('%s', (_, text) => {
    expect(words(text)).toBe(text.replace(/^(> |[-*+] )/gm, '').replace(/\n+/g, '\n'))
    expect(html(text)).not.toContain('<ol')
  })

  test.each([
    ['one to three', '1. eins\n2. zwei\n3. drei', ['1', '2', '3']],
    ['aligned at their ends', ' 1. a\n 2. b\n3. c', ['1', '2', '3']],
    ['one within the other', '1. a\n   1. b\n   2. c\n2. d', ['1', '1', '2', '2']],
    ['with text between', '1. a\n\n   mehr\n\n2. b', ['1', '2']],
    ['up to ten', Array.from({ length: 12 }, (_, index) => `${index + 1}. Punkt`).join('\n'), undefined],
    ['a noun that begins like a month', '1. Maibaum\n2. Julia', ['1', '2']],
  ])('a list is a list: %s', (_, text, numbers) => {
    const found = [...html(text).matchAll(/<li value="(\d+)">/g)].map(([, number]) => number)
    expect(words(text).match(/\d+(?=\. )/g)).toEqual(found)
    expect(found).toEqual(numbers ?? Array.from({ length: 12 }, (_, index) => `${index + 1}`))
  })
})

test('a list ends before a number that is not the next', () => {
  expect(words('1. eins\n2. zwei\n4. vier')).toBe('1. eins\n2. zwei\n4. vier')
  expect(html('1. eins\n\n4. vier')).toContain('<p>4. vier</p>')
})

describe('a sign that only looks like a mark stays:', () => {
  test.each([
    'Für Erzieher*innen und Lehrer*innen in Thüringen.',
    'der*die Referent*in, jede*r Kolleg*in, Trans*Personen',
    'Lehrer*-innen und Schüler*-innen',
    'Bürger_innen und Lehrer_innen, Bürger:innen, Bürger/innen',
    '5*3*2 Meter, 2 * 3 * 4',
    'ca. ~5 € bis ~10 €, 10–~20 € (~30 €), ~5~10',
    'geht`s und wie`s',
    '>50 Teilnehmende',
    'Müller & Söhne, R&D, &nbsp; &amp; &copy; &#42;',
    '[1]: Quelle',
    '[Hinweis]: bitte',
    'siehe [unten](Seite 3) und [x][1]',
  ])('%s', (text) => {
    expect(words(text)).toBe(text)
    expect(html(text)).not.toMatch(/<(em|del|code|blockquote)>/)
  })

  test('marks around words go on working', () => {
    expect(html('*kursiv*, **fett**, Wort**teil**, ~~weg~~, `code`, _so_')).toBe(
      '<p><em>kursiv</em>, <strong>fett</strong>, Wort<strong>teil</strong>, <del>weg</del>, <code>code</code>, <em>so</em></p>\n',
    )
    expect(html('*für Lehrer*innen*')).toBe('<p><em>für Lehrer*innen</em></p>\n')
    expect(html('„**Pflege**“ und **„Pflege“**')).toBe(
      '<p>„<strong>Pflege</strong>“ und <strong>„Pflege“</strong></p>\n',
    )
  })

  test('an excerpt says what the page says', () => {
    expect(excerptOf('Für Erzieher*innen:\n\n3. Dezember\n10. Dezember', null)).toBe(
      'Für Erzieher*innen: 3. Dezember 10. Dezember',
    )
  })
})

describe('an address that was typed', () => {
  const closing = [
    '“',
    '”',
    '’',
    '‘',
    '»',
    '«',
    '›',
    '‹',
    '…',
    '–',
    '—',
    '」',
    '）',
    '、',
    '。',
    '.',
    ',',
    ';',
    ':',
    '!',
    '?',
    ')',
    ']',
    '"',
    "'",
  ]
  test.each(closing)('ends before %s', (sign) => {
    expect(links(`„https://example.de/kurs${sign} und weiter`)).toEqual([
      ['https://example.de/kurs', 'https://example.de/kurs'],
    ])
    expect(links(`(info@bildung.example${sign} und`)).toEqual([['info@bildung.example', 'mailto:info@bildung.example']])
  })

  test.each([
    ['https://de.example/Pflege_(Beruf)', 'https://de.example/Pflege_(Beruf)'],
    ['https://example.de/a,b;c?d=1&copy=2#e', 'https://example.de/a,b;c?d=1&amp;copy=2#e'],
    ['https://example.de/~kurs/*neu*/a_b', 'https://example.de/~kurs/*neu*/a_b'],
    ['https://müller.example/Straße', 'https://xn--mller-kva.example/Stra%C3%9Fe'],
    ['HTTPS://EXAMPLE.DE/a', 'https://example.de/a'],
    ['www.kurs.example', 'https://www.kurs.example/'],
  ])('is whole: %s', (text, href) => {
    expect(links(`Siehe ${text} heute.`).map(([, target]) => target)).toEqual([href])
    expect(words(`Siehe ${text} heute.`)).toBe(`Siehe ${text} heute.`)
  })

  test.each(['ftp://a.example/b', 'https://localhost/x', 'a@b', '@name', 'mastodon@@x.de'])(
    'that leads nowhere is text: %s',
    (text) => {
      expect(links(text)).toEqual([])
      expect(words(text)).toBe(text)
    },
  )

  test('stands in messages too, which are shown as they were typed', () => {
    const text = '**Hallo**\n  siehe „https://a.example/b“, x@y.example.'
    const parts = splitAtAddresses(text)
    expect(parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')).toBe(text)
    expect(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.href]))).toEqual([
      'https://a.example/b',
      'mailto:x@y.example',
    ])
    expect(addressAtStart('x')).toBeUndefined()
  })
})

describe('a link with words', () => {
  test.each([
    ['https://a.example/b', 'https://a.example/b'],
    ['www.a.example', 'https://www.a.example/'],
    ['mailto:info@bildung.example', 'mailto:info@bildung.example'],
    ['MAILTO:info@bildung.example?bcc=x@y.example', 'mailto:info@bildung.example'],
    ['tel:+49-361-123', 'tel:+49361123'],
    ['/angebote?thema=care', '/angebote?thema=care'],
  ])('leads to %s', (typed, href) => expect(links(`[Wort](${typed})`)).toEqual([['Wort', href]]))

  test.each([
    'ftp://a.example/b',
    'javascript:alert(1)',
    'data:text/html,x',
    '//boese.example',
    '/\\boese.example',
    'https:///x',
    'https://a',
    'https://a@b.example',
    'mailto:',
    'mailto:a',
    'tel:x',
    '#oben',
    'datei.pdf',
    'kurs.example',
    '',
  ])('stays as it was typed where it would lead nowhere: (%s)', (typed) => {
    expect(links(`[Wort](${typed})`)).toEqual([])
    expect(words(`[Wort](${typed})`)).toBe(`[Wort](${typed})`)
    expect(linkTarget(typed)).toBeUndefined()
  })

  test('has its address behind it on paper only if that is not what it says', () => {
    expect(html('[Kurs](https://a.example/)')).toContain('class="named"')
    for (const text of ['https://a.example/', '<https://a.example/>', 'x@y.example'])
      expect(html(text)).not.toContain('class="named"')
  })

  test('shows its title, and a picture is a link to it', () => {
    expect(words('[Kurs](https://a.example/ "ab Mai") ![Bild](https://a.example/b.png "Anna")')).toBe(
      'Kurs (ab Mai) Bild (Anna)',
    )
    expect(links('![](https://a.example/b.png)')).toEqual([['https://a.example/b.png', 'https://a.example/b.png']])
  })
})

test('the host of an address is read in its letters', () => {
  expect(readableHost('https://xn--mller-kva.example/a')).toBe('müller.example')
  expect(readableHost('https://kurs.example/')).toBe('kurs.example')
})

test('footnotes, tables and code keep all that was typed', () => {
  expect(html('Kurs[^1]\n\n[^1]: Quelle')).toBe('<p>Kurs<sup>[1]</sup></p>\n<p><sup>[1]</sup>: Quelle</p>\n')
  expect(words('|a|b|\n|-|-|\n|1|2|3|')).toContain('|1|2|3|')
  expect(words('|a|b|\n|-|-|\n|1|2|\n|3|')).toBe('a b\n1 2\n3')
  expect(words('```Liebe Grüße\nAnna\n```')).toBe('Liebe Grüße\nAnna')
  expect(html('    eingerückt wie in einem Brief')).toBe('<p>    eingerückt wie in einem Brief</p>\n')
})

test('what moves in its own frame can be reached by keyboard', () => {
  expect(html('|a|\n|-|\n|b|')).toContain('<div class="frame" role="group" aria-label="Tabelle" tabindex="0"><table>')
  expect(html('```\na\n```')).toContain('<pre tabindex="0">')
})

test('whoever changes what is drawn counts RULES up, so that stored texts are drawn anew', () => {
  const all =
    '# A\n\n*a* **b** ~~c~~ `d` [e](https://f.example) g@h.example[^1]\n\n1. i\n2. j\n\n- k\n\n> l\n\n---\n\n|m|\n|-|\n|n|\n\n```o\np\n```'
  expect([RULES, html(all)]).toMatchInlineSnapshot(`
    [
      1,
      "<h4>A</h4>
    <p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code> <a class="named" href="https://f.example/" rel="nofollow ugc noopener noreferrer">e</a> <a href="mailto:g@h.example" rel="nofollow ugc noopener noreferrer">g@h.example</a><sup>[1]</sup></p>
    <ol>
    <li value="1">i</li>
    <li value="2">j</li>
    </ol>
    <ul>
    <li>k</li>
    </ul>
    <blockquote>
    <p>l</p>
    </blockquote>
    <hr />
    <div class="frame" role="group" aria-label="Tabelle" tabindex="0"><table>
    <thead>
    <tr>
    <th>m</th>
    </tr>
    </thead>
    <tbody><tr>
    <td>n</td>
    </tr>
    </tbody></table></div>
    <pre tabindex="0"><code>o
    p
    </code></pre>
    ",
    ]
  `)
})
