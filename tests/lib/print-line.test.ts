import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { printLine } from '@/lib/print-line'
import { reportError } from '@/lib/report-error'
import { sourceFiles } from '../support/source-files'

/** What the program prints while it runs can be read by machines and names nobody (DS-06, ASVS 16.2.1 to 16.2.5, 16.4.1). */
function printedBy(act: () => void): string[] {
  const printed: string[] = []
  const channel = vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line))
  act()
  channel.mockRestore()
  return printed
}

test('each line is one object with its time in UTC, whatever stands in it', () => {
  const odd = 'a\n{"level":"info"}\r\u2028 \u001b[31m'
  const [line = '', ...more] = printedBy(() => printLine('error', 'test', { odd }))
  expect(more).toEqual([])
  expect(line).not.toMatch(/\p{Cc}/u)
  const { at, ...rest } = JSON.parse(line)
  expect(rest).toEqual({ level: 'error', where: 'test', odd })
  expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('a failure is told by its class, code and place, never by its message, which may name a person', () => {
  const failure = Object.assign(new TypeError('erika@beispiel.test is unknown'), { code: '23505' })
  let reference = ''
  const [line = ''] = printedBy(() => {
    reference = reportError(failure, 'page')
  })
  expect(line).not.toContain('erika')
  expect(JSON.parse(line)).toMatchObject({ level: 'error', where: 'page', reference, name: 'TypeError', code: '23505' })
})

test('nothing else of the running portal prints: the log inventory is whole', () => {
  const files = sourceFiles('app', 'components', 'emails', 'lib', 'server')
  const printing = [...files, 'proxy.ts', 'instrumentation.ts', 'instrumentation-node.ts'].filter((file) =>
    /\bconsole\.|process\.std(out|err)/.test(readFileSync(file, 'utf8')),
  )
  expect(printing.sort()).toEqual([
    'lib/access-log/start-access-log.ts',
    'lib/audit/anchors.ts',
    'lib/print-line.ts',
    'server/index.mjs',
  ])
})
