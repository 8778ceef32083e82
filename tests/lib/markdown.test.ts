import { describe, expect, test } from 'vitest'
import { plainText, renderMarkdown } from '@/lib/markdown'

describe('text of members as HTML', () => {
  test('keeps paragraphs, lists, quotes, emphasis and links', () => {
    expect(renderMarkdown('Ein **Kurs** für\n\n- Anfänger\n\n> Zitat')).toBe(
      '<p>Ein <strong>Kurs</strong> für</p>\n<ul>\n<li>Anfänger</li>\n</ul>\n<blockquote>\n<p>Zitat</p>\n</blockquote>\n',
    )
    expect(renderMarkdown('[Kurs](https://kurs.example/a?b=1)')).toBe(
      '<p><a href="https://kurs.example/a?b=1" rel="nofollow ugc noopener noreferrer">Kurs</a></p>\n',
    )
  })

  test('puts headings below those of the page', () => {
    expect(renderMarkdown('# Oben\n\n##### Unten')).toBe('<h4>Oben</h4>\n<h6>Unten</h6>\n')
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
    const html = renderMarkdown(text)
    // Tags with nothing but the attributes that may stand there; everything else is text.
    const tags = html.match(/<[^>]*>/g) ?? []
    for (const tag of tags)
      expect(tag).toMatch(
        /^<\/?(p|br|strong|em|del|code|pre|blockquote|ul|ol|li|hr|h[4-6])( \/)?>$|^<\/a>$|^<a( href="https?:[^"<>]*")? rel="nofollow ugc noopener noreferrer">$/,
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
})
