import { describe, expect, it } from 'vitest'
import { dissectMail } from '@/lib/inbound/dissect-mail'
import { judgeWords } from '@/lib/inbound/judge-words'
import { writtenWords } from '@/lib/inbound/written-words'
import { ADDRESS, mails, OTHER_WORDS, replySamples } from '../../inbound/reply-samples'

/** An answer by mail is its author's words, all of them and nothing else (DS-08). */
it('there are at least forty programs', () => expect(replySamples.length).toBeGreaterThan(60))

describe('of each program', () => {
  it.each(replySamples)('$name', ({ text, words }) => {
    expect(writtenWords(text)).toBe(words)
    expect(judgeWords(words, [OTHER_WORDS])).toBe(words ? 'clean' : 'empty')
  })

  it('the same from a message, also with the line ends of Unix and with text in HTML', async () => {
    for (const { name, text, words } of replySamples) {
      const head =
        'From: Lena <lena@anbieter.example>\r\nSubject: Re: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
      for (const body of [text, text.replaceAll('\n', '\r\n')]) {
        const mail = await dissectMail(Buffer.from(head + body))
        expect([name, writtenWords(mail.text)]).toEqual([name, words])
      }
    }
  })

  it.each(mails)('HTML alone: $name', async ({ html, words }) => {
    const head =
      'From: Lena <lena@anbieter.example>\r\nSubject: Re: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    expect(writtenWords((await dissectMail(Buffer.from(head + html))).text)).toBe(words)
  })
})

describe('what is never published, however a program quotes', () => {
  /** Numbers that are the same in each run. */
  let state = 11
  const below = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  const oneOf = <T>(values: readonly T[]) => values[below(values.length)] as T
  const marks = ['>', '|', '\t', ' ', '*', ':', '-', '', '\u00a0', '>>']
  const heads = ['', 'Schrieb:', 'Antwort auf:', 'Le 23 novembre a écrit :', '----', 'W dniu 23.11 napisał:']

  /** Lines marked, cut, wrapped and headed as no known program does it. */
  function damaged(): string {
    const { text } = oneOf(replySamples)
    const width = 20 + below(100)
    const [mark, head, from] = [oneOf(marks), oneOf(heads), below(8)]
    const lines = text.split('\n').flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''])
    const marked = lines.map((line, at) => (at > from ? `${mark}${line}` : line))
    const whole = marked.toSpliced(from, 0, head).join('\n')
    return below(2) ? whole.replaceAll(ADDRESS, ADDRESS.toUpperCase()) : whole
  }

  it('a key, an address, a line of somebody else', () => {
    let clean = 0
    for (let round = 0; round < 3_000; round += 1) {
      const words = writtenWords(damaged())
      if (judgeWords(words, [OTHER_WORDS]) !== 'clean') continue
      clean += 1
      expect(words).not.toMatch(/@|[bcmr][a-z2-7]{49}/i)
      for (const line of OTHER_WORDS.split('\n').slice(1)) expect(words).not.toContain(line)
    }
    expect(clean).toBeGreaterThan(1_000)
  })

  it.each([
    ['Ja.\nist im Kurs im Januar noch ein Platz\nfür unsere neue Kollegin frei?', 'others-words'],
    ['Ja.\n| Platz für unsere neue Kollegin frei?', 'others-words'],
    [`Ja ${ADDRESS.slice(7, 57)}`, 'holds-key'],
    [`Ja ${ADDRESS.slice(7, 30)}=\n${ADDRESS.slice(30, 57)}`, 'holds-key'],
    ['Schreiben Sie an tobias@firma.example', 'address'],
    ['Schreiben Sie an tobias(at)firma.example', 'address'],
    ['…', 'empty'],
    ['👍', 'clean'],
    ['Guten Tag,\nja.', 'clean'],
  ])('%s', (words, judgement) => expect(judgeWords(words, [OTHER_WORDS])).toBe(judgement))
})

it('no text holds the reader up', () => {
  const texts = ['>', 'Am 1 ', 'Von: a\n', '\n', 'a@', '-', 'schrieb: ', 'Gesendet von ', '  ', 'hat am '].map(
    (piece) => piece.repeat(Math.floor(100_000 / piece.length)),
  )
  for (const text of texts) {
    const from = process.cpuUsage()
    judgeWords(writtenWords(text), [text])
    expect(process.cpuUsage(from).user / 1_000).toBeLessThan(500)
  }
})
