import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { type Classified, classify } from '@/lib/inbound/classify'
import { dissectMail, UnreadableMail } from '@/lib/inbound/dissect-mail'
import { readMail, stopReadingMail } from '@/lib/inbound/read-mail'
import { makeReturnKey, returnAddress } from '@/lib/return-keys'
import { replySamples } from '../../inbound/reply-samples'

/**
 * Messages as servers and programs write them, made by hand (DS-05, DS-12): the name of a sample says what it is, `class--cause--name`.
 * All are read right, and still after what happens to mail on its way.
 */
const folder = 'tests/inbound/samples'
const mailId = '019ac0de-1234-7abc-8def-0123456789ab'
const pattern = 'portal+%{key}@portal.example'
const own = ['portal@portal.example', 'info@portal.example']
const filled: Record<string, string> = {
  'bounce-address': returnAddress(pattern, { kind: 'bounce', id: mailId }),
  'reply-address': returnAddress(pattern, { kind: 'reply', id: mailId }),
  'case-address': returnAddress(pattern, { kind: 'case', id: mailId }),
  'bounce-key': makeReturnKey({ kind: 'bounce', id: mailId }),
  'mail-key': makeReturnKey({ kind: 'mail', id: mailId }),
  'message-id': `${mailId}.1795428000000@portal.example`,
}

/** Answers as programs write them, to a keyed address. */
const answers = replySamples.map(({ name, text }) => ({
  file: `reply--${name}`,
  kind: 'reply',
  cause: undefined,
  text: `From: Lena Winter <lena@anbieter.example>\nTo: ${filled['reply-address']}\nSubject: Re: Nachricht\nContent-Type: text/plain; charset=utf-8\n\n${text}`,
  names: false,
}))

const messages = readdirSync(folder).map((file) => {
  const [kind = '', ...rest] = file.replace('.eml', '').split('--')
  const source = readFileSync(`${folder}/${file}`, 'utf8')
  const text = source.replace(/\{\{([\w-]+)\}\}/g, (_, name: string) => filled[name] ?? '')
  const names = /\{\{(bounce-|mail-|message-id)/.test(source)
  return { file, kind, cause: rest.length > 1 ? rest[0] : undefined, text, names }
})

const read = async (bytes: Uint8Array): Promise<Classified> => classify(await dissectMail(bytes), {}, own)
const bytesOf = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))

const samples = [...messages, ...answers]

/** A generator of numbers that is the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

afterAll(stopReadingMail)

it('there are at least sixty', () => expect(messages.length).toBeGreaterThanOrEqual(60))

describe('what each is', () => {
  it.each(samples)('$file', async ({ kind, cause, text, names }) => {
    const found = await read(bytesOf(text))
    expect([found.class, found.delivery?.cause]).toEqual([kind, cause])
    // The mail is named by a key or an id wherever one came back with the message.
    if (names && /bounce|delay|complaint|gone|auto|receipt/.test(kind)) expect(found.mailId).toBe(mailId)
  })
})

const mutations: Record<string, (text: string) => Uint8Array> = {
  'line ends of Unix': (text) => Buffer.from(text),
  'lone CR': (text) => Buffer.from(text.replaceAll('\n', '\r')),
  'keys in capitals, as some relays make them': (text) =>
    bytesOf(text.replace(/portal\+[a-z2-7]+@/g, (address) => address.toUpperCase())),
  'more fields above': (text) =>
    bytesOf(`Received: from x.example by y.example\nDKIM-Signature: v=1; a=rsa-sha256;\n\tb=abc=\n${text}`),
  'names of fields in another case': (text) =>
    bytesOf(text.replace(/^[A-Za-z-]+(?=: )/gm, (name) => name.toLowerCase())),
  'NUL and zero-width signs': (text) => bytesOf(text.replace('\n\n', '\n\n\0\u200b')),
  'folded To': (text) => bytesOf(text.replace(/^To: /m, 'To:\n ')),
}

describe.each(Object.entries(mutations))('and with %s', (_, mutate) => {
  it('the same', async () => {
    for (const { file, kind, text } of samples) expect([file, (await read(mutate(text))).class]).toEqual([file, kind])
  })
})

it('no message that is cut or damaged becomes a failure, and none stops the reader', async () => {
  const random = numbers(7)
  for (const { file, kind, text } of samples) {
    for (let round = 0; round < 6; round += 1) {
      const bytes = Uint8Array.from(bytesOf(text))
      const cut = round % 3 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes
      if (round % 3 === 1) for (let n = 0; n < 8; n += 1) cut[random(cut.length)] = random(256)
      if (round % 3 === 2) cut.copyWithin(random(cut.length), random(cut.length), random(cut.length))
      const found = await read(cut).catch((error: unknown) => {
        expect(error).toBeInstanceOf(UnreadableMail)
        return undefined
      })
      // A cut report may lose what made it one; nothing else may turn into one.
      if (found?.class === 'bounce') expect([file, kind]).toEqual([file, 'bounce'])
    }
  }
}, 60_000)

describe('what may not stop the reader', () => {
  const head = 'From: Lena <lena@anbieter.example>\r\nTo: info@portal.example\r\nSubject: x\r\n'
  const parts = (count: number) =>
    `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(count)}--b--`
  const levels = (count: number) =>
    `${head}${Array.from({ length: count }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}`
  const long = (size: number) => `${head}X-Long: ${'x'.repeat(size)}\r\n\r\nText`

  it.each<[string, string | Uint8Array]>([
    ['8,000 parts', parts(8_000)],
    ['190 parts', parts(190)],
    ['5,000 levels', levels(5_000)],
    ['a field of 5 MB', long(5_000_000)],
    ['40 MB', `${head}\r\n${'Text und Text\r\n'.repeat(2_700_000)}`],
    ['nothing', ''],
    ['only NUL', new Uint8Array(1_000)],
    ['10,000 recipients', `${head}Cc: ${'a@b.example, '.repeat(10_000)}\r\n\r\nText`],
    ['HTML 3,000 levels deep', `${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(3_000)}Text`],
    ['brackets without end', `${head}Content-Type: text/html\r\n\r\n${'<'.repeat(200_000)}`],
    [
      'spaces and addresses for the patterns',
      `${head}Return-Path: <>\r\n\r\n${'a@'.repeat(40_000)}${' '.repeat(40_000)}`,
    ],
    ['no date and one in 2099', `Date: Fri, 01 Jan 2099 00:00:00 +0000\r\n${head}\r\nText`],
  ])('%s', async (_, message) => {
    const found = await readMail(Buffer.from(message))
    if (found.outcome === 'read') classify(found.mail, {}, own)
    expect(found).not.toMatchObject({ problem: 'too slow' })
  })

  it('a thread that takes too long is ended, and the next message gets another', async () => {
    expect(await readMail(Buffer.from(`${head}\r\n${'Text und Text\r\n'.repeat(600_000)}`), { timeMs: 1 })).toEqual({
      outcome: 'unreadable',
      problem: 'too slow',
    })
    expect(await readMail(Buffer.from(`${head}\r\nText`))).toMatchObject({ outcome: 'read', mail: { subject: 'x' } })
  })
})

it('texts in the wrong charset are read as they were meant', async () => {
  const message = (label: string) =>
    `From: a@b.example\r\nSubject: L\xf6schung\r\nContent-Type: text/plain; charset=${label}\r\n\r\nL\xf6schen \x80`
  for (const label of ['utf-8', 'windows-1252', 'us-ascii']) {
    const mail = await dissectMail(Buffer.from(message(label), 'latin1'))
    expect([label, mail.subject, mail.text.trim()]).toEqual([label, 'Löschung', 'Löschen €'])
  }
})
