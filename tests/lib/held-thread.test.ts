import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { reducedAgent } from '@/lib/access-log/user-agent'
import { deviceOf } from '@/lib/auth/device'
import { guessability } from '@/lib/auth/guessability'
import { returnPath } from '@/lib/auth/return-path'
import { euros, line, link, moment, name, optionalDay, text, timeOfDay } from '@/lib/fields'
import { policyTextProblems } from '@/lib/policies/render-policy'
import { readAddress } from '@/lib/typed-address'
import { readText, stackedMarks } from '@/lib/typed-text'
import { splitAtAddresses } from '@/lib/writing/addresses'
import { write } from '@/lib/writing/stored'

/** Nothing that a person sends may hold the thread that answers everybody for longer (S-L2, DS-06). Milliseconds of its own time. */
const LONGEST_HOLD = 50
const LONGEST_TEXT = 20_000

/** Everything that reads what a person can send as long as they like, and what may be sent in a header or a field of a form. */
const readers: Record<string, (input: string) => unknown> = {
  'text of a member': write,
  'a message': splitAtAddresses,
  'text of the policy': policyTextProblems,
  'a typed text': (input) => stackedMarks(readText(input)),
  'a password': (input) =>
    guessability(input.slice(0, 256), ['Muster', 'Erika', 'erika@muster.example', 'Muster GmbH']),
  'an address': readAddress,
  'fields of forms': (input) => fields.map((field) => field.safeParse(input)),
  'headers and paths': (input) => [deviceOf(input), reducedAgent(input), returnPath(input)],
}
const fields = [
  line({ max: 100 }),
  text({ max: 20_000 }),
  name({ max: 100 }),
  link({ max: 300, problem: 'kein Link' }),
  euros,
  moment,
  timeOfDay,
  optionalDay(),
]

const SIGNS = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \n\t', 'a', '1', 'ä', '\u0301', '\u200d', '😀']
// ab repeated is ba repeated.
const pairs = SIGNS.flatMap((one, index) => SIGNS.slice(index).map((other) => (one === other ? one : one + other)))
/** What parsers know as a beginning, and hard cases that somebody found. */
const beginnings = [
  'a.',
  'www.a.',
  'http://',
  '&#',
  '&amp;',
  '1. ',
  '- - ',
  '> - ',
  '![',
  '](',
  '|-\n',
  '[a]: b\n',
  '<a ',
  '```\n',
  '\\\n',
  '* a\n  ',
  'a\n=\n',
]
const hard = [
  `* a\n\n${'!'.repeat(19_900)}`,
  `*a*${'\n'.repeat(19_900)}b`,
  `${'a.'.repeat(9_990)}@`,
  `a${' '.repeat(19_998)}b`,
  `${'*'.repeat(9_999)}a${'*'.repeat(9_999)}`,
  `${'['.repeat(9_999)}a${']'.repeat(9_999)}`,
  `${'<'.repeat(9_999)}a${'>'.repeat(9_999)}`,
  `${Array.from({ length: 180 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')}`,
  'Pa55w0rd!qwertzuiop1987-12-31'.repeat(690),
  'Donaudampfschifffahrtsgesellschaft'.repeat(588),
]

const inputs = [
  ...[...pairs, ...beginnings].map((piece) => piece.repeat(Math.floor(LONGEST_TEXT / piece.length))),
  // As much as a parser takes before it gives up.
  ...SIGNS.flatMap((sign) => [`a.${sign}`, `${sign}a.`, `${sign}a `]).map(
    (piece) => `${piece.repeat(1_900)}${'Wort '.repeat(2_800)}`,
  ),
  ...hard,
]

beforeAll(() => {
  // A text that takes too long keeps the next ones from being tried for a while: here each of them is tried.
  let time = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (time += 1_000))
  for (const read of Object.values(readers))
    for (const input of ['Guten **Tag** zusammen. '.repeat(40), ...hard]) read(input)
})
afterAll(() => vi.restoreAllMocks())

describe.each(Object.entries(readers))('%s', (_, read) => {
  test(`never takes more than ${LONGEST_HOLD} ms of the thread`, { timeout: 120_000 }, () => {
    const times = inputs.map((input) => ({ input: input.slice(0, 12), ms: timeOf(() => read(input)) }))
    // A pause of the memory or of the machine may fall on one reading, not on the same one each time.
    const slow = times.filter(
      ({ ms }, index) =>
        ms > LONGEST_HOLD &&
        [' ', '  ', '   '].every((end) => timeOf(() => read(`${inputs[index]}${end}`)) > LONGEST_HOLD),
    )
    expect(slow).toEqual([])
  })
})

function timeOf(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
