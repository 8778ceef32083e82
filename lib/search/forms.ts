/** Singular and plural of words from Latin and Greek, where the one is neither beginning nor tail of the other's stem. */
const endings: [RegExp, string[]][] = [
  [/(?<=..)a$/, ['en']],
  [/(?<=..)um$/, ['en', 'a']],
  [/(?<=..)(?:is|us)$/, ['en']],
  [/(?<=..)o$/, ['en']],
  [/(?<=^.{2,3})en$/, ['a', 'um', 'is', 'us', 'o']],
  [/(?<=.ik)a$/, ['um']],
  [/(?<=..[ai]l)$/, ['ien']],
  [/(?<=...[ln])ien$/, ['']],
]

const hyphens = /(?<=\p{L})[-‐‑](?=\p{L})/gu

/**
 * A word as somebody typed it, and the other ways to write it that the cutting of texts (search_text) does not make alike: Buero = Büro,
 * Know-how = Knowhow, ISO9001 = ISO 9001, Lehrer*innen = Lehrer, Themen = Thema.
 */
export function formsOf(typed: string): string[] {
  const umlauts = { ä: 'ae', ö: 'oe', ü: 'ue' }
  const spelt = typed.replace(/[äöü]/g, (letter) => umlauts[letter as keyof typeof umlauts])
  const forms = [
    typed,
    spelt,
    typed.replace(/(?<=[^aeqäAEQÄ]|^)([aou])e/gi, '$1'),
    typed.replace(hyphens, ''),
    typed.replace(hyphens, ' '),
    typed.replace(/^(\p{L}{2,})(\d{2,})$/u, '$1 $2'),
    typed.replace(/(?<=\p{L}{3})[*:_/·(-]{1,2}in(nen)?\)?$/iu, ''),
    ...endings.flatMap(([ending, others]) =>
      /^\p{L}{4,}$/u.test(typed) && ending.test(typed) ? others.map((other) => typed.replace(ending, other)) : [],
    ),
  ]
  return [...new Set(forms)]
}
