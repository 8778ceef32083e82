/**
 * Repairs what people type and paste, by the properties of Unicode: what cannot be seen and carries no meaning where it stands goes
 * without a word. Nothing invisible is stored, and reading twice changes nothing.
 */

/** One line: every kind of space becomes one plain space. */
export function readLine(raw: string): string {
  return visible(raw.replace(spaces, ' ')).replace(/ +/g, ' ').trim()
}

/** Several lines: `\n` ends a line, tabs and doubled spaces stay. */
export function readText(raw: string): string {
  return visible(raw.replace(lineEnds, '\n').replace(oddSpaces, ' ')).trim()
}

/** Where more accents stand upon each other than any script needs: the sign with the first of them. */
export function stackedMarks(value: string): string | undefined {
  return value.match(/.?\p{M}{7,}/su)?.[0].slice(0, 3)
}

/** Line separators of all systems, of Unicode, and form feeds. */
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g
/** No-break and typographic spaces, and the blank of Braille, which looks like one. */
const oddSpaces = /[\p{Zs}\u2800]/gu
const spaces = /[\s\p{Z}\u0085\u2800]+/gu

/** Joiners and variation selectors are judged by their neighbours, below; a control picture, a half sign or a bidi mark never stays. */
const meaningless =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f\n\t])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu

/** Scripts in which a joiner is part of the spelling: Persian, Sinhala, Malayalam and their relatives. */
const joining = [
  'Arabic Syriac Mongolian Nko Mandaic Manichaean Phags_Pa Adlam Hanifi_Rohingya Sogdian',
  'Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala',
  'Khmer Myanmar Tibetan Balinese Javanese Sundanese Tai_Tham Chakma Grantha Newa Tirhuta Modi',
]
  .join(' ')
  .split(' ')
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('')
const letter = `(?:(?=[\\p{L}\\p{M}])[${joining}])`
const picture = '[\\p{Extended_Pictographic}\\u{1f3fb}-\\u{1f3ff}]'
/** Between letters of such a script, behind its virama, or between the parts of one picture. */
const strayJoiner = new RegExp(
  `(?<!${letter})(?<!${picture}\\ufe0f?)[\\u200c\\u200d]|[\\u200c\\u200d](?!${letter}|\\p{Extended_Pictographic})(?<!(?=\\p{M})[${joining}][\\u200c\\u200d])`,
  'gu',
)
/** A variation selector chooses the look of the sign before it: pictures, Han and Mongolian letters, mathematics. */
const straySelector =
  /(?<![\p{Emoji}\p{S}])[\ufe00-\ufe0f]|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]|(?<!(?=\p{L})\p{Script=Mongolian})[\u180b-\u180d\u180f]/gu

function visible(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(meaningless, '')
    .replace(/([\u200c\u200d])[\u200c\u200d]+/g, '$1')
    .replace(/[\ufe00-\ufe0f]{2,}/g, (run) => run[0] ?? '')
    .replace(straySelector, '')
    .replace(strayJoiner, '')
    .normalize('NFC')
}
