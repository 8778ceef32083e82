/** What people type, and what examples carry: it protects nothing, however long it is. */
const KNOWN =
  /change[-_ ]?(me|this|it)?|replace|secret|geheim(nis)?|passwor[dt]|kennwort|example|beispiel|default|placeholder|todo|test|demo|dummy|sample|nextauth|auth|cron|token|schl(ue|ü)ssel|key|admin|portal|qualiservice|thueringen|thüringen|gfaw|production|develop(ment)?|local(host)?|qwert[yz]?|asdf|letmein|welcome|willkommen/gi
/** Letters that stand together as in a language. In made secrets few do; where most do, a letter has about 1.5 bits (Shannon). */
const WORD = /\p{L}?\p{Ll}{4,}/gu
const SHARE_OF_A_TEXT = 0.75
const BITS_OF_WORD_LETTER = 1.5
const FEWEST_SIGNS = 10

/**
 * How many bits a made secret can have at most: known words, runs ("0123", "aaaa") and what was there before count nothing, words of a
 * language little. A wrong "weak" is possible only close to the limit; `openssl rand -base64 32` gives twice what is needed.
 */
export function bitsOf(secret: string): number {
  if (new Set(secret).size < FEWEST_SIGNS) return 0
  const isHex = /^[\da-f]+$/i.test(secret)
  const rest = withoutRepeats(secret.replace(KNOWN, '\n')).filter((sign) => sign !== '\n')
  const letters = !isHex && isText(secret) ? rest.filter((sign) => /\p{L}/u.test(sign)).length : 0
  return (rest.length - letters) * Math.log2(isHex ? 16 : poolOf(secret)) + letters * BITS_OF_WORD_LETTER
}

function isText(secret: string): boolean {
  const letters = secret.match(/\p{L}/gu)?.length ?? 0
  return (secret.match(WORD) ?? []).join('').length > letters * SHARE_OF_A_TEXT
}

function withoutRepeats(text: string): string[] {
  const signs = [...text.toLowerCase()]
  const lower = signs.join('')
  return [...text].filter(
    (_, at) => !isRun(signs, at) && !(at >= 3 && lower.indexOf(lower.slice(at - 3, at + 1)) < at - 3),
  )
}

/** The fourth sign and each further one of "aaaa", "abcd", "9876". */
function isRun(signs: string[], at: number): boolean {
  const steps = [0, 1, 2].map((back) => code(signs[at - back]) - code(signs[at - back - 1]))
  return Math.abs(steps[0] ?? 2) <= 1 && steps.every((step) => step === steps[0])
}

function code(sign: string | undefined): number {
  return sign?.codePointAt(0) ?? Number.NaN
}

function poolOf(secret: string): number {
  const others = new Set(secret.replace(/[a-z\d]/gi, '')).size
  return (/\d/.test(secret) ? 10 : 0) + (/[a-z]/.test(secret) ? 26 : 0) + (/[A-Z]/.test(secret) ? 26 : 0) + others
}
