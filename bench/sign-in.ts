import { performance } from 'node:perf_hooks'
import { verifyPassword } from '@/lib/auth/password'
import { loadForm } from '../tests/support/submit-form'
import { median, percentile, type Row } from './row'
import { type BenchServers } from './servers'

const ROUNDS = 25
const FLOOD = 200

/** Sign-in against the password hash alone, and what a flood of sign-ins does to other pages. */
export async function benchSignIn(
  servers: BenchServers,
  account: { email: string; password: string; passwordHash: string },
): Promise<Row[]> {
  return [await compareWithHash(servers, account), await pagesDuringFlood(servers)]
}

/** One sign-in after the other, from the request to the redirect, against the bare hash in this process. */
async function compareWithHash(
  { portal }: BenchServers,
  { email, password, passwordHash }: { email: string; password: string; passwordHash: string },
): Promise<Row> {
  const submit = await loadForm(portal.url, '/anmelden', ['email', 'password'])
  const pairs: { portal: number; floor: number }[] = []
  for (let round = 0; round < ROUNDS + 3; round++) {
    const floor = await time(() => verifyPassword(password, passwordHash))
    const signIn = await time(async () => {
      const answer = await submit({ email, password })
      if (answer.status !== 303) throw new Error(`the sign-in was answered with ${answer.status}`)
    })
    if (round >= 3) pairs.push({ portal: signIn, floor })
  }
  const ratio = median(pairs.map((pair) => pair.portal / pair.floor))
  return {
    what: 'sign-in over HTTP',
    value: `${median(pairs.map((pair) => pair.portal)).toFixed(1)} ms`,
    floor: `${median(pairs.map((pair) => pair.floor)).toFixed(1)} ms (password hash alone)`,
    ratio,
    target: '≤ 1.4',
    met: ratio <= 1.4,
  }
}

/** p95 of other pages while 200 sign-ins arrive at once. */
async function pagesDuringFlood({ portal }: BenchServers): Promise<Row> {
  const submit = await loadForm(portal.url, '/anmelden', ['email', 'password'])
  let isOver = false
  const flood = Promise.allSettled(
    Array.from({ length: FLOOD }, (_, index) =>
      submit({ email: `flut${index}@beispiel.de`, password: 'Ein falsches Kennwort 7' }),
    ),
  ).finally(() => {
    isOver = true
  })
  const times: number[] = []
  while (!isOver) times.push(await time(async () => (await fetch(`${portal.url}/impressum`)).text()))
  const failed = (await flood).filter((result) => result.status === 'rejected').length
  if (failed > 0) throw new Error(`${failed} of ${FLOOD} sign-ins got no answer`)
  const p95 = percentile(times, 0.95)
  return {
    what: `p95 of /impressum while ${FLOOD} sign-ins arrive at once`,
    value: `${Math.round(p95)} ms (${times.length} pages)`,
    floor: '–',
    target: '< 500 ms',
    met: p95 < 500,
  }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
