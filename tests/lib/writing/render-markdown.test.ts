import { describe, expect, test } from 'vitest'
import { excerptOf, htmlOf } from '@/lib/writing/stored'

const html = (text: string) => htmlOf(text, null)
const plainText = (text: string, limit?: number) => excerptOf(text, null, limit)

describe('text of members as HTML', () => {
  test('keeps paragraphs, lists, quotes, emphasis and links', () => {
    expect(html('Ein **Kurs** für\n\n- Anfänger\n\n> Zitat')).toBe(
      '<p>Ein <strong>Kurs</strong> für</p>\n<ul>\n<li>Anfänger</li>\n</ul>\n<blockquote>\n<p>Zitat</p>\n</blockquote>\n',
    )
    expect(html('[Kurs](https://kurs.example/a?b=1)')).toBe(
      '<p><a class="named" href="https://kurs.example/a?b=1" rel="nofollow ugc noopener noreferrer">Kurs</a></p>\n',
    )
  })

  test('puts headings below those of the page', () => {
    expect(html('# Oben\n\n##### Unten')).toBe('<h4>Oben</h4>\n<h6>Unten</h6>\n')
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event', '<p onclick="alert(1)">x</p>'],
    ['a picture from elsewhere', '![alt](https://boese.example/pixel.gif)'],
    ['a raw picture', '<img src=x onerror=alert(1)>'],
    ['a script as a link', '[x](javascript:alert(1))'],
    ['data as a link', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['an entity in a scheme', '[x](jav&#x61;script:alert(1))'],
    ['a link out of its attribute', '[x](https://a.example/"onmouseover="alert(1))'],
    ['a style', '<style>body{display:none}</style>'],
    ['a frame', '<iframe src="https://boese.example"></iframe>'],
    ['code in a fence', '```html\n<script>alert(1)</script>\n```'],
    ['a mail address as a link', '<mailto:a@b.example>'],
    ['half a tag', '<scr<script>ipt>alert(1)</scr</script>ipt>'],
  ])('lets no %s through (S-E)', (_, text) => {
    const made = html(text)
    // Tags with nothing but the attributes that may stand there; everything else is text.
    const tags = made.match(/<[^>]*>/g) ?? []
    for (const tag of tags)
      expect(tag).toMatch(
        /^<\/?(p|br|strong|em|del|sup|code|blockquote|ul|ol|li|hr|h[4-6])( \/)?>$|^<pre tabindex="0">$|^<\/(pre|a)>$|^<a( class="named")? href="(https?|mailto):[^"<>]*" rel="nofollow ugc noopener noreferrer">$/,
      )
  })
})

describe('the words alone', () => {
  test('have no marks', () => {
    expect(plainText('# Kurs\n\n**Excel** & <b>Word</b>\n- eins\n- zwei')).toBe('Kurs Excel & <b>Word</b> eins zwei')
  })

  test('end at a word', () => {
    expect(plainText('Ein langer Satz mit vielen Wörtern', 20)).toBe('Ein langer Satz …')
    expect(plainText('kurz', 20)).toBe('kurz')
  })

  test('words are the same whether a text is taken for Markdown or not', () => {
    const asMarkdown = (text: string) => plainText(`**§** ${text}`).replace('§ ', '')
    const plain = [
      'Guten Tag, wer kennt einen Kurs? „Excel“, 5 % günstiger (ab 3.5.) – danke!',
      'Erste Zeile\nzweite Zeile\r\n\n    eingerückt\tTab  ',
      'https://kurs.example/a?b=1 und www.kurs.example, x@y.example; 10:30 Uhr',
      'Preis: 1.200 €, $5 ^ {a} "b" \'c\' ä ß 😀',
    ]
    for (const text of plain) expect(plainText(text)).toBe(asMarkdown(text))
    const marks = [
      '1. eins',
      '- eins',
      '+ eins',
      'Titel\n===',
      'Titel\n---',
      '&amp; &lt;b&gt;',
      '\\*kein Stern\\*',
      ' 2) zwei',
      '1) eins\n2) zwei',
    ]
    expect(marks.map((text) => plainText(text))).toEqual([
      '1. eins',
      'eins',
      'eins',
      'Titel',
      'Titel',
      '&amp; &lt;b&gt;',
      '*kein Stern*',
      '2) zwei',
      '1. eins 2. zwei',
    ])
  })
})

describe('what nobody writes by hand', () => {
  test('a long text by hand stays what it is', async () => {
    const text = Array.from(
      { length: 200 },
      (_, index) => `- **Punkt ${index}** mit [Link](https://a.example/${index})`,
    ).join('\n')
    // On a busy machine a turn may take the time that drawing has (decision 0044); after the pause the next one draws it.
    const drawn = () => html(text).match(/<li><strong>/g)?.length
    await expect.poll(drawn, { interval: 700, timeout: 15_000 }).toBe(200)
    expect(html(`Oben\n\n${'-'.repeat(60)}\n\nunten`)).toBe('<p>Oben</p>\n<hr />\n<p>unten</p>\n')
    expect(html('> > > dreimal zitiert').match(/<blockquote>/g)).toHaveLength(3)
  })

  const long = (piece: string) => piece.repeat(20_000 / piece.length)
  const texts: [string, string][] = [
    ['a quotation in a quotation, 20,000 times', long('>')],
    ['the same with spaces', long('> ')],
    ['a list in a list', long('1. ')],
    ['both in turn', long('> - ')],
    ['many beginnings of emphasis', long('*a')],
    ['many underscores', long('_a')],
    ['as many beginnings as ends', `${'*'.repeat(9_999)}a${'*'.repeat(9_999)}`],
    ['many brackets', long('[')],
    ['a long gap', `a${' '.repeat(19_998)}b`],
    ['many rows of a table', long('|-\n')],
  ]

  test.each(texts)('neither breaks a page nor holds it up, and stands as it was typed: %s', (_, text) => {
    const start = process.cpuUsage()
    const made = html(text)
    expect(plainText(text, 100).length).toBeLessThanOrEqual(102)
    const { user } = process.cpuUsage(start)
    expect(user / 1000).toBeLessThan(150)
    expect(made.replace(/<[^>]*>|\s/g, '')).toBe(
      text.replace(/[&<>]/g, (sign) => `&${names[sign]};`).replace(/\s/g, ''),
    )
  })
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt' }
})
