import { REPLY_LINE } from '../mail/reply-line.ts'

/**
 * What a person wrote in an answer: without the words that are answered, their heads in German and English, signatures and disclaimers.
 * Answers between and below quoted lines stay, quoted lines go. Pure; own because kept libraries miss German programs (decision 0084).
 */
export function writtenWords(text: string): string {
  const lines = text
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .split('\n')
    .map((line) => line.trimEnd())
  return withoutSignature(withoutQuotes(lines))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function withoutQuotes(lines: string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string
    if (isQuoted(line)) continue
    if (line.includes(REPLY_LINE)) break
    const length = headLength(lines, at)
    if (length === 0) {
      kept.push(line)
      continue
    }
    // Where every quoted line is marked, an answer may stand below; otherwise nobody can tell the two apart.
    const next = lines.slice(at + length).find(Boolean)
    if (next === undefined || !isQuoted(next)) break
    at += length - 1
  }
  return kept
}

const isQuoted = (line: string) => /^\s*>/.test(line)

/** Lines of the head of a quotation that begins here; 0 if none does. */
function headLength(lines: string[], at: number): number {
  if (!lines[at]) return 0
  const rest = lines.slice(at, at + MOST_HEAD_LINES).map(plain)
  return parting(rest) || fields(rest) || attribution(rest)
}

const MOST_HEAD_LINES = 14

/** Without the stars of bold text and what lists and boxes put in front. */
const plain = (line: string) => line.replace(/\*{1,2}(?=\S)|(?<=\S)\*{1,2}/g, '').trim()

const partingLine =
  /^-{2,}\s*(urspr(ü|ue)ngliche (e-?mail|mail|nachricht)|original[- ]?(nachricht|message|mail)|originalnachricht|weitergeleitete (e-?mail|nachricht)|forwarded message|reply message|.{1,120} schrieb:)\s*-{2,}$/i
const partingWords = /^(anfang der weitergeleiteten nachricht|begin forwarded message|urspr(ü|ue)ngliche nachricht):?$/i

/** "-----Ursprüngliche Nachricht-----", with the fields below; a line of underscores only together with fields. */
function parting(rest: string[]): number {
  const first = rest[0] ?? ''
  if (partingLine.test(first) || partingWords.test(first)) return 1 + fieldsBelow(rest, 1)
  if (/^_{10,}$/.test(first) || /^-{10,}$/.test(first)) {
    const below = fieldsBelow(rest, 1)
    return below && 1 + below
  }
  return 0
}

function fieldsBelow(rest: string[], from: number): number {
  const blank = rest.slice(from).findIndex(Boolean)
  if (blank < 0) return 0
  const below = fields(rest.slice(from + blank))
  return below && blank + below
}

const field =
  /^(von|from|absender|an|to|gesendet|sent|datum|date|betreff|subject|cc|kopie|bcc|antwort an|reply-to|organisation|priorität|importance|wichtigkeit)\s?:/i

/** Fields of a message, in any order and language; the sender is among them. A line that is too long goes on in the next. */
function fields(rest: string[]): number {
  const names = new Set<string>()
  let end = 0
  for (let at = 0, other = 0; at < rest.length && other < 2; at += 1) {
    const name = field.exec(rest[at] ?? '')?.[1]?.toLowerCase()
    if (name) {
      names.add(name)
      other = 0
      end = at + 1
    } else {
      // Text of HTML has an empty line between two fields.
      if (at === 0 || (rest[at] && /[.!?]$/.test(rest[at] ?? ''))) break
      other += 1
    }
  }
  const hasSender = ['von', 'from', 'absender'].some((name) => names.has(name))
  return hasSender && names.size >= 2 ? end : 0
}

/** "Am 23. November 2026 schrieb …:", over up to four lines; with a date or an address, because people write such sentences too. */
function attribution(rest: string[]): number {
  for (let count = 1; count <= 4; count += 1) {
    if (rest[count - 1] === '' || rest[count - 1] === undefined) return 0
    const sentence = rest.slice(0, count).join(' ')
    if (sentence.length > 400) return 0
    if (
      sentence.endsWith(':') &&
      /\d{1,2}[.:/]|\d{4}|@/.test(sentence) &&
      introductions.some((one) => one.test(sentence))
    )
      return count
  }
  return 0
}

const introductions = [
  /^(am|on|den|vom) .{4,}(schrieb|wrote|schreibt|geschrieben|writes?)\b.{0,200}:$/i,
  /^(am|on) .{4,} (schrieb|wrote)$/i,
  /^.{1,160}(schrieb|wrote|schreibt|geschrieben) (am|on|um|at)\b.{3,80}:$/i,
  /^.{1,160}\bhat (am|um|folgendes|on)?\b.{0,80}geschrieben:$/i,
  /^.{1,160}[<(][^\s<>()]+@[^\s<>()]+[>)] ?(schrieb|wrote|schreibt)\s?:$/i,
  /^(zitat von|quoting|citando) .{1,160}:$/i,
  /^\d{4}-\d{2}-\d{2}.{0,60}(schrieb|wrote|<[^>]+@[^>]+>).{0,160}:$/i,
]

const closing =
  /^(mit\s+)?(den\s+)?(freundliche[nmr]?|beste[nr]?|herzliche[nr]?|viele[n]?|liebe[n]?|schöne[n]?|sonnige[n]?|kollegiale[nr]?)?\s*(grüße[n]?|gruß|gruss|gruessen|grüsse[n]?)\b|^(mfg|lg|vg|hg|kind regards|best regards|regards|best wishes|cheers)\b/i
const device =
  /^((diese (nachricht|e-?mail|mail) wurde|gesendet|geschickt|verschickt|sent|nachricht) (von|mit|from|with|via|using)|von (meine[mr]|unterwegs)|holen sie sich|get|hol dir|virenfrei|virus-free)\b.{0,120}(iphone|ipad|android|samsung|galaxy|huawei|xiaomi|handy|smartphone|mobil|outlook|gmx|web\.de|freenet|t-online|telekom|\bmail\b|k-9|fairemail|thunderbird|bluemail|yahoo|proton|\bapp\b|windows|unterwegs|avast|avg|device)/i
const disclaimer =
  /^(diese (e-?mail|nachricht|mail)|der inhalt dieser|die information(en)? in dieser|dieses schreiben|this (e-?mail|message|communication)|the information (contained )?in this|vertraulichkeitshinweis|disclaimer|confidentiality notice|wichtiger hinweis|hinweis: diese).{0,200}(vertraulich|rechtlich gesch|confidential|privileged|intended (only|solely)|ausschlie(ß|ss)lich für|bestimmt|:$)|^(vertraulichkeitshinweis|disclaimer|confidentiality notice)\b|^(bitte )?(denken sie an|schützen sie) .{0,30}umwelt|^please consider the environment|^hinweise zum datenschutz|^informationen zum datenschutz/i
const contact =
  /@|\bwww\.|https?:\/\/|^(tel|telefon|fon|phone|fax|mobil|mobile|handy|e-?mail|mail|web|internet|t|m|f)\b\.?\s?[:.+(\d]|^\+?[\d\s/()-]{7,}$|\b(geschäftsführer(in)?|amtsgericht|handelsregister|hrb|ust-?id|steuernummer|sitz der gesellschaft|vorstand)\b|\b\d{5} [A-ZÄÖÜ][a-zäöüß]+/i

/** Cuts at "-- ", at what a device or a firm adds, and what looks like a card below a closing; a postscript stays. */
function withoutSignature(lines: string[]): string[] {
  const end = lines.findIndex((line, at) => /^--\s*$/.test(line) || isAdded(lines, at))
  const above = end < 0 ? lines : lines.slice(0, end)
  const closed = above.findLastIndex((line) => closing.test(plain(line)))
  if (closed < 0) return above
  const below = above.slice(closed + 1)
  const card = below.findIndex((line) => contact.test(plain(line)))
  if (card < 0) return above
  // The name stands right below the closing; the rest of the card begins after the next empty line.
  const named = below.findIndex(Boolean)
  const first = Math.min(card, Math.max(named + 1, below.indexOf('', named) + 1 || card))
  const postscript = below.slice(card).findIndex((line) => /^p\.?\s?s\.?\s?[:.]?\s/i.test(line))
  return [...above.slice(0, closed + 1 + first), ...(postscript < 0 ? [] : ['', ...below.slice(card + postscript)])]
}

/** What a device or a firm adds stands in a paragraph of its own; a device says so at the end, a disclaimer is long. */
function isAdded(lines: string[], at: number): boolean {
  const line = plain(lines[at] ?? '')
  if (at > 0 && lines[at - 1] !== '' && !/^[-_=*]{3,}$/.test(lines[at - 1] ?? '')) return false
  if (at > 0 && line.length >= 60 && disclaimer.test(line)) return true
  return line.length <= 140 && device.test(line) && lines.slice(at).filter(Boolean).length <= 4
}
