import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sourceFiles } from '@/tests/support/source-files'
import { type Mutant, mutantsOf } from './mutants'
import { testsFor } from './tests-for'

/**
 * `npm run mutation -- [--rooms lifecycle,mail] [--sample 60] [--seed 1] [--files 12] [--only ID,…] [--tests FILE,…] [--results FILE]`: plants one
 * small fault after another into the rooms whose rules protect people and runs the tests that load the file, the likeliest
 * first, until one fails. Prints each fault that no test noticed, and the share that was noticed. The rooms take turns. With
 * `--results` a run that was interrupted goes on where it ended, and does not try the sound tests again. `--tests` names the tests instead.
 */
const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: 'lifecycle,erasure,policies,mail,accounts,auth' },
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    files: { type: 'string', default: '12' },
    only: { type: 'string' },
    tests: { type: 'string' },
    results: { type: 'string' },
    workers: { type: 'string', default: '2' },
  },
})

type Result = Mutant & { room: string; outcome: 'noticed' | 'survived' | 'untested' }

/** A planted fault may never end; the slowest set of tests takes a third of this. */
const TIME_LIMIT_MS = 420_000

const rooms = values.rooms.split(',')
const samples = rooms.map((room) => sampleOf(room, Number(values.sample)))
const chosen = Array.from({ length: Number(values.sample) }, (_, turn) =>
  samples.flatMap((of) => of[turn] ?? []),
).flat()
const results = readResults().filter(({ id }) => chosen.some((mutant) => mutant.id === id))
const waiting = chosen.filter(({ id }) => !results.some((result) => result.id === id))
const tests = new Map(
  [...new Set(waiting.map(({ file }) => file))].map((file) => [
    file,
    values.tests?.split(',') ?? testsFor(file).slice(0, Number(values.files)),
  ]),
)
console.log(`${chosen.length} faults chosen, ${waiting.length} to plant`)

const all = [...new Set([...tests.values()].flat())]
if (results.length === 0 && !(await passes(all))) throw new Error('the tests fail while nothing is planted')
await Promise.all(Array.from({ length: Number(values.workers) }, work))
for (const room of rooms)
  summarise(
    room,
    results.filter((result) => result.room === room),
  )
summarise('all', results)

async function work(): Promise<void> {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    const files = tests.get(mutant.file) ?? []
    const outcome = files.length === 0 ? 'untested' : (await passes(files, mutant)) ? 'survived' : 'noticed'
    const result: Result = { ...mutant, outcome }
    results.push(result)
    if (values.results) appendFileSync(values.results, `${JSON.stringify(result)}\n`)
    if (outcome !== 'noticed') console.log(describe(result))
  }
}

/** The same faults for the same seed and sources: those with the smallest hashes. */
function sampleOf(room: string, size: number): (Mutant & { room: string })[] {
  const order = ({ id }: Mutant) => createHash('sha256').update(`${values.seed}${id}`).digest('hex')
  return sourceFiles(`lib/${room}`)
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap(mutantsOf)
    .filter(({ id }) => !values.only || values.only.split(',').includes(id))
    .sort((a, b) => order(a).localeCompare(order(b)))
    .slice(0, size)
    .map((mutant) => ({ ...mutant, room }))
}

function passes(files: string[], mutant?: Mutant): Promise<boolean> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '-c', 'scripts/mutation/vitest.config.ts', ...files]
  const env = {
    ...process.env,
    PORTAL_MUTANT: JSON.stringify(mutant ?? null),
    PORTAL_MUTANT_TESTS: files.join(','),
    VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
  }
  const child = spawn(process.execPath, args, { stdio: 'ignore', env, detached: true })
  const limit = mutant && setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), TIME_LIMIT_MS)
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      clearTimeout(limit)
      resolve(code === 0)
    })
  })
}

function readResults(): Result[] {
  if (!values.results || !existsSync(values.results)) return []
  const lines = readFileSync(values.results, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Result)
}

function describe({ id, file, line, kind, start, end, to, outcome }: Result): string {
  const from = readFileSync(file, 'utf8').slice(start, end).replace(/\s+/g, ' ')
  return `${outcome} ${id} ${file}:${line} ${kind}: ${from.trim()} → ${to.trim() || '(nothing)'}`
}

function summarise(name: string, of: Result[]): void {
  const noticed = of.filter(({ outcome }) => outcome === 'noticed').length
  console.log(
    `${name}: ${noticed} of ${of.length} noticed (${of.length ? Math.round((noticed / of.length) * 100) : 0} %)`,
  )
}
