import { convert } from 'html-to-text'
import PostalMime, { addressParser, decodeWords, type Email } from 'postal-mime'
import { type DissectedMail, type Header, mailLimits } from './mail-types.ts'
import { writtenWords } from './written-words.ts'

/** A message that no reader of mail would show: it is put aside, and stops nothing. */
export class UnreadableMail extends Error {}

/**
 * Reads a raw message, whatever stands in it. Pure; runs in a thread of its own (read-mail.ts), because how long it takes is up to whoever
 * wrote the message. Throws UnreadableMail.
 */
export async function dissectMail(bytes: Uint8Array, { isOversized = false } = {}): Promise<DissectedMail> {
  const raw = normalLineEnds(bytes)
  if (countBoundaries(raw) > mailLimits.parts * 2) throw new UnreadableMail('too many parts')
  const headers = readHeaders(raw)
  const email = await parse(raw)
  const attachments = email.attachments.slice(0, mailLimits.parts)
  const text = textOf(email).slice(0, mailLimits.text)
  const contentType = headers.find(({ name }) => name === 'content-type')?.value ?? 'text/plain'
  return {
    headers,
    sender: soleSender(headers),
    subject: clean(headers.find(({ name }) => name === 'subject')?.value ?? '').slice(0, 300),
    type: mediaType(contentType),
    reportType: /;\s*report-type="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null,
    text,
    words: writtenWords(text),
    parts: attachments.map(({ mimeType, filename, content, disposition, related }) => ({
      type: mimeType.toLowerCase(),
      name: filename ? clean(filename).slice(0, 200) : null,
      size: (content as Uint8Array).byteLength,
      isInline: mimeType.toLowerCase().startsWith('image/') && (disposition === 'inline' || related === true),
    })),
    reports: contentsOf(attachments, /^message\/(global-)?(delivery-status|disposition-notification|feedback-report)$/),
    returned: contentsOf(attachments, /^(message\/(rfc822|global)(-headers)?|text\/rfc822(-headers)?)$/).join('\n'),
    isOversized,
  }
}

/** Lone CR, and LF without it, end a line as well. Bytes stay what they are. */
function normalLineEnds(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(bytes).toString('latin1')
  return Uint8Array.from(Buffer.from(text.replaceAll('\0', '').replace(/\r\n|\r|\n/g, '\r\n'), 'latin1'))
}

/** Lines that may part a message, counted before anything is parsed. */
function countBoundaries(raw: Uint8Array): number {
  const text = Buffer.from(raw).toString('latin1')
  let count = 0
  for (let at = text.indexOf('\n--'); at >= 0; at = text.indexOf('\n--', at + 3)) {
    // "-- " begins a signature.
    if (text[at + 3] !== ' ' && text[at + 3] !== '\r') count += 1
  }
  return /^content-type:\s*multipart/im.test(text) ? count : 0
}

async function parse(raw: Uint8Array<ArrayBuffer>): Promise<Email> {
  const options = { maxNestingDepth: mailLimits.depth, maxRfc822NestingDepth: 0, forceRfc822Attachments: true }
  try {
    const email = await PostalMime.parse(raw, options)
    if (!`${email.text ?? ''}${email.html ?? ''}`.includes('\uFFFD')) return email
    // The label is wrong: what is no UTF-8 was written on Windows.
    const relabelled = Buffer.from(raw)
      .toString('latin1')
      .replace(/charset="?(utf-?8|us-ascii)"?/gi, 'charset=windows-1252')
    const again = await PostalMime.parse(Uint8Array.from(Buffer.from(relabelled, 'latin1')), options)
    return `${again.text ?? ''}${again.html ?? ''}`.includes('\uFFFD') ? email : again
  } catch {
    throw new UnreadableMail('not parsed')
  }
}

function readHeaders(raw: Uint8Array): Header[] {
  const bytes = Buffer.from(raw.subarray(0, mailLimits.headers * mailLimits.headerLength))
  const end = bytes.indexOf('\r\n\r\n')
  const lines = decodeBytes(end < 0 ? bytes : bytes.subarray(0, end)).split('\r\n')
  const headers: Header[] = []
  for (const line of lines) {
    const last = headers.at(-1)
    const field = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line)
    if (/^[ \t]/.test(line) && last) last.value = `${last.value} ${line.trim()}`.slice(0, mailLimits.headerLength)
    else if (field && headers.length < mailLimits.headers) {
      headers.push({
        name: field[1]?.toLowerCase() ?? '',
        value: field[2]?.trim().slice(0, mailLimits.headerLength) ?? '',
      })
    }
  }
  return headers.map(({ name, value }) => ({
    name,
    value: asWritten.includes(name) ? value : clean(decodeWords(value)),
  }))
}

/** Fields that prove something: decoded words in them could look like what a server has written. */
const asWritten = ['from', 'authentication-results']

/** UTF-8 if it is; otherwise what programs for Windows write without a label. */
function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Two From fields, two mailboxes, a group, `<a> <b>`: readers of mail differ about who it is, so it is nobody. */
function soleSender(headers: Header[]): string | null {
  const fields = headers.filter(({ name }) => name === 'from')
  const value = fields[0]?.value ?? ''
  const withoutNames = value.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/=\?[^?\s]*\?[bq]\?[^?\s]*\?=/gi, '')
  if (fields.length !== 1 || withoutNames.split('@').length !== 2 || withoutNames.split('<').length > 2) return null
  const addresses = addressParser(value)
  const [only] = addresses
  const address = addresses.length === 1 && only && 'address' in only ? only.address?.toLowerCase() : undefined
  return address && /^[^\s<>(),;:"@]+@[^\s<>(),;:"@]+$/.test(address) && address.length <= 254 ? address : null
}

function mediaType(contentType: string): string {
  return /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)/.exec(contentType)?.[1]?.toLowerCase() ?? 'text/plain'
}

function textOf({ text, html }: Email): string {
  if (text?.trim()) return clean(text.slice(0, 2 * mailLimits.text))
  if (!html) return ''
  const limits = { maxInputLength: 1_000_000, maxDepth: 100, maxChildNodes: 5_000, ellipsis: '' }
  const selectors = [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
  ]
  return clean(convert(html, { wordwrap: false, limits, selectors }))
}

function contentsOf(attachments: Email['attachments'], type: RegExp): string[] {
  return attachments
    .filter(({ mimeType }) => type.test(mimeType.toLowerCase()))
    .map(({ content }) => clean(decodeBytes(new Uint8Array(content as ArrayBuffer).subarray(0, mailLimits.text))))
}

/** Nothing that cannot be stored or turns the direction of text. */
function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '')
    .toWellFormed()
}
