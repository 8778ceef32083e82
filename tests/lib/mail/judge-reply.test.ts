import { describe, expect, it } from 'vitest'
import { codesOf, mailCauseLabels } from '@/lib/codes'
import { causeWords } from '@/lib/mail/causes'
import { judgeReply, type Stage, stages } from '@/lib/mail/judge-reply'

/** Whose fault a refusal is: stage × reply code × enhanced status code (DS-05, DS-11). */
const judge = (stage: Stage, reply: string) => {
  const [, code, status] = /^(\d{3})(?: (\d\.\d+\.\d+))?/.exec(reply) ?? []
  const judgement = judgeReply({ stage, code: Number(code), status })
  return 'cause' in judgement ? `${judgement.fault} ${judgement.cause}` : judgement.fault
}

const HOUR = 3_600_000

describe('after a recipient was named', () => {
  it.each<[Stage, string, string]>([
    ['rcpt', '554 5.7.1 Relay access denied', 'relay relay-denied'],
    ['rcpt', '550 5.7.1', 'relay relay-denied'],
    ['rcpt', '550 5.7.64', 'relay relay-denied'],
    ['rcpt', '550 5.1.1', 'recipient unknown-address'],
    ['rcpt', '550 5.1.2', 'recipient unknown-address'],
    ['rcpt', '501 5.1.3', 'recipient unknown-address'],
    ['rcpt', '551 5.1.6', 'recipient mailbox-closed'],
    ['rcpt', '556 5.1.10', 'recipient unknown-address'],
    ['rcpt', '550 5.1.0', 'relay relay-denied'],
    ['rcpt', '550 5.1.8', 'relay sender'],
    ['rcpt', '550 5.2.1', 'recipient mailbox-closed'],
    ['rcpt', '552 5.2.2', 'recipient mailbox-full'],
    ['rcpt', '550', 'recipient recipient-refused'],
    ['rcpt', '550 5.0.0', 'recipient recipient-refused'],
    ['rcpt', '551', 'recipient recipient-refused'],
    ['rcpt', '552', 'recipient mailbox-full'],
    ['rcpt', '553', 'recipient recipient-refused'],
    ['rcpt', '556', 'recipient unknown-address'],
    ['rcpt', '554', 'relay relay-denied'],
    ['rcpt', '521', 'relay relay-denied'],
    ['rcpt', '530', 'relay sign-in'],
    ['rcpt', '530 5.7.0', 'relay relay-denied'],
    ['rcpt', '530 5.7.8', 'relay sign-in'],
    ['rcpt', '503 5.5.1', 'relay server-trouble'],
    ['rcpt', '501', 'relay server-trouble'],
    ['rcpt', '550 5.4.1', 'relay server-trouble'],
    ['rcpt', '550 5.3.5', 'relay server-trouble'],
    ['rcpt', '550 5.4.5', 'relay limit'],
    ['rcpt', '550 5.7.23', 'relay sender'],
    ['rcpt', '550 5.7.30', 'relay tls'],
    ['rcpt', '550 5.9.99', 'relay relay-denied'],
    ['rcpt', '450 4.2.0', 'temporary try-later'],
    ['rcpt', '422 4.2.2', 'temporary try-later'],
    ['rcpt', '454 4.7.1', 'temporary try-later'],
    ['rcpt', '451', 'temporary try-later'],
    ['rcpt', '421', 'temporary try-later'],
    ['rcpt', '452 4.3.1', 'relay server-trouble'],
    ['rcpt', '452 4.4.5', 'relay limit'],
    // Digits that contradict each other: nothing is given up.
    ['rcpt', '550 4.2.2', 'temporary try-later'],
    ['rcpt', '450 5.1.1', 'temporary try-later'],
    ['rcpt', '250 2.1.5', 'accepted'],
    ['rcpt', '251', 'accepted'],
    ['rcpt', '354', 'relay server-trouble'],
    ['rcpt', '999', 'relay server-trouble'],
    ['data', '354', 'accepted'],
    ['data', '550', 'relay relay-denied'],
    ['data', '554', 'relay relay-denied'],
    ['data', '554 5.5.1', 'relay server-trouble'],
    ['data', '550 5.1.1', 'recipient unknown-address'],
    ['data', '451 4.3.0', 'relay server-trouble'],
    ['data', '421 4.7.0', 'temporary try-later'],
    ['end', '550 5.4.5 Daily user sending limit exceeded', 'relay limit'],
    ['end', '421 4.7.0', 'temporary try-later'],
    ['end', '421 4.7.28', 'relay limit'],
    ['end', '451', 'temporary try-later'],
    ['end', '452 4.3.1', 'relay server-trouble'],
    ['end', '550 5.1.1', 'recipient unknown-address'],
    ['end', '552 5.2.2', 'recipient mailbox-full'],
    ['end', '550 5.7.1', 'message message-refused'],
    ['end', '550', 'message message-refused'],
    ['end', '554', 'message message-refused'],
    ['end', '554 5.6.0', 'message message-refused'],
    ['end', '552', 'message message-too-large'],
    ['end', '552 5.3.4', 'message message-too-large'],
    ['end', '550 5.7.26', 'relay sender'],
    ['end', '550 5.3.0', 'relay server-trouble'],
    ['end', '535 5.7.8', 'relay sign-in'],
    ['end', '250 2.0.0', 'accepted'],
    ['end', '354', 'unknown'],
    ['end', '999', 'unknown'],
  ])('%s: %s → %s', (stage, reply, expected) => {
    expect(judge(stage, reply)).toBe(expected)
  })
})

describe('before a recipient was named', () => {
  it.each<[Stage, string, string]>([
    ['connection', '421', 'relay unreachable'],
    ['greeting', '554 5.7.1', 'relay relay-denied'],
    ['greeting', '554', 'relay relay-denied'],
    ['greeting', '421 4.3.2', 'relay server-trouble'],
    ['greeting', '521', 'relay relay-denied'],
    ['ehlo', '502', 'relay server-trouble'],
    ['ehlo', '550', 'relay relay-denied'],
    ['ehlo', '421', 'relay server-trouble'],
    ['starttls', '454 4.7.0', 'relay tls'],
    ['starttls', '502 5.5.1', 'relay tls'],
    ['auth', '535 5.7.8', 'relay sign-in'],
    ['auth', '454 4.7.0', 'relay sign-in'],
    ['auth', '504', 'relay sign-in'],
    ['mail', '550', 'relay sender'],
    ['mail', '553 5.1.8', 'relay sender'],
    ['mail', '550 5.1.1', 'relay sender'],
    ['mail', '530 5.7.0', 'relay relay-denied'],
    ['mail', '530', 'relay sign-in'],
    ['mail', '451', 'relay server-trouble'],
    ['mail', '550 5.4.5', 'relay limit'],
    ['mail', '552 5.3.4', 'message message-too-large'],
    ['mail', '552', 'message message-too-large'],
    ['mail', '452 4.3.4', 'relay server-trouble'],
  ])('%s: %s → %s', (stage, reply, expected) => {
    expect(judge(stage, reply)).toBe(expected)
  })

  it('no reply whatever is the fault of a recipient, and none is lost', () => {
    for (const stage of stages.slice(0, 6)) {
      for (const reply of everyReply()) {
        const judgement = judge(stage, reply)
        if (reply.startsWith('2')) expect(judgement).toBe('accepted')
        else expect(judgement, `${stage} ${reply}`).toMatch(/^relay |^message message-too-large$/)
      }
    }
  })
})

it('only codes that speak of the recipient blame the recipient (RFC 3463), at any stage', () => {
  const speaking = /^5\d\d 5\.(1\.(1|2|3|6|10)|2\.[0-4]|0\.0)$|^5(5[0-3]|56)$/
  for (const stage of stages) {
    for (const reply of everyReply()) {
      if (judge(stage, reply).startsWith('recipient')) expect(reply, stage).toMatch(speaking)
    }
  }
})

it('4xx never ends a mail, and a limit pauses for an hour', () => {
  for (const stage of stages) {
    for (const reply of everyReply().filter((one) => one.startsWith('4'))) {
      expect(judge(stage, reply), `${stage} ${reply}`).toMatch(/^(temporary|relay) /)
    }
  }
  expect(judgeReply({ stage: 'end', code: 550, status: '5.4.5' })).toMatchObject({ pauseMs: HOUR })
})

it('every cause has a name and a remedy for staff', () => {
  for (const cause of codesOf(mailCauseLabels)) {
    expect(causeWords(cause).name.length).toBeGreaterThan(10)
    expect(causeWords(cause).remedy).toMatch(/\.$/)
  }
  expect(causeWords(null).name).toBe('Grund unbekannt')
})

function everyReply(): string[] {
  const codes = [...Array(600).keys()].filter((code) => code >= 200 && (code < 300 || code >= 400))
  const details = [
    '',
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((subject) => [...Array(31).keys()].map((n) => `${subject}.${n}`)),
  ]
  return codes
    .filter((code) => code % 7 === 0 || code >= 550 || code === 421)
    .flatMap((code) => details.map((detail) => (detail ? `${code} ${String(code)[0]}.${detail}` : String(code))))
}
