import { expect, test } from 'vitest'
import { draw } from '@/lib/writing/draw'

/**
 * What was written is what is shown: whatever is put together of words, numbers and signs, all letters and digits come out in their order,
 * and nothing but harmless elements is made of the signs (S-E).
 */
const PIECES = [
  ...['Wort', 'Mai', 'Kurs', 'innen', 'a', '1', '2', '24', '2026', '1.', '2.', '3.', '10.', '1)', 'ä', 'ß', '😀', '€'],
  ...[
    ' ',
    '  ',
    '    ',
    '\t',
    '\n',
    '\n',
    '\n\n',
    '*',
    '**',
    '_',
    '__',
    '~',
    '~~',
    '~~~',
    '`',
    '``',
    '```',
    '#',
    '## ',
  ],
  ...['- ', '+ ', '* ', '> ', '>', '|', '|-|-|', '---', '===', '***', '[', ']', '(', ')', '!', '![', '[^1]', '[1]: '],
  ...[
    ':',
    '/',
    '.',
    ',',
    '=',
    '&',
    '&amp',
    '&amp;',
    '&#42;',
    '<',
    '<b>',
    '</b>',
    '<!-- ',
    '-->',
    '\\',
    '\\*',
    '"',
    "'",
  ],
  ...[
    '„',
    '“',
    '’',
    '–',
    'www.a.example',
    'https://a.example/b?c=1&d=2',
    'x@y.example',
    '<https://a.example/x>',
    '%20',
  ],
  ...['[ ] ', '[x] ', '`wort`', '|a|b|\n|-|-|\n|c|d|\n', '\n1. eins\n2. zwei\n', '\n- a\n  - b\n', '\n```js\nx\n```\n'],
]
const TEXTS = 2_000
const MOST_PIECES = 14

/** The same texts in every run, by a small generator of numbers. */
function* texts(seed: number): Generator<string> {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  for (let count = 0; count < TEXTS; count++)
    yield Array.from({ length: 1 + next(MOST_PIECES) }, () => PIECES[next(PIECES.length)]).join('')
}

const lettersAndDigits = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')
const harmless =
  /<(?:\/?(?:p|br|strong|em|del|sup|code|blockquote|ul|ol|hr|h[4-6]|thead|tbody|tr|th|td|table)(?: \/)?|li(?: value="\d+")?|\/(?:li|a|pre|div)|pre tabindex="0"|div class="frame" role="group" aria-label="Tabelle" tabindex="0"|a(?: class="named")? href="(?:https?:\/\/|mailto:|tel:|\/(?!\/))[^"<>]*" rel="nofollow ugc noopener noreferrer")>/g

test.each([1, 20_261_130, 777])('texts by the seed %i', { timeout: 60_000 }, (seed) => {
  for (const text of texts(seed)) {
    const { html, words } = draw(text)
    expect(html.replace(harmless, ''), JSON.stringify(text)).not.toMatch(/[<>]/)
    // The target of a link is in the link, not among the words.
    if (!text.includes('](')) expect(lettersAndDigits(words), JSON.stringify(text)).toBe(lettersAndDigits(text))
  }
})
