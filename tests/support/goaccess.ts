import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What GoAccess, a consumer that nobody here wrote, reads from a log. */
export type GoAccessReport = {
  valid: number
  refused: string[]
  /** "2026-11-23" → requests */
  days: Record<string, number>
  /** "404" → requests */
  statuses: Record<string, number>
}

/** Its words for the fields of our #Fields directive; `%^` is a field that it has no use for. */
const SPECIFIERS: Record<string, string> = {
  date: '%d',
  time: '%t',
  'c-ip': '%h',
  'cs-username': '%e',
  'cs-method': '%m',
  'cs-uri-stem': '%U',
  'cs-uri-query': '%q',
  'sc-status': '%s',
  'cs(User-Agent)': '%u',
}

/** Is GoAccess there? Installs the Debian package where that is possible. */
export function provideGoAccess(): boolean {
  if (isThere()) return true
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'pipe' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'goaccess'], { env, stdio: 'pipe' })
  } catch {
    return false
  }
  return isThere()
}

function isThere(): boolean {
  try {
    execFileSync('goaccess', ['--version'], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

/** Lets GoAccess read a file; the order of the fields comes from the file's own directive. */
export function readWithGoAccess(file: string): GoAccessReport {
  const fields = /^#Fields: (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.split(' ') ?? []
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-goaccess-'))
  const output = path.join(folder, 'report.json')
  const refused = path.join(folder, 'refused.log')
  execFileSync(
    'goaccess',
    [
      file,
      `--log-format=${fields.map((field) => SPECIFIERS[field] ?? '%^').join(' ')}`,
      '--date-format=%Y-%m-%d',
      '--time-format=%H:%M:%S',
      `--invalid-requests=${refused}`,
      '--no-global-config',
      '--no-progress',
      '-o',
      output,
    ],
    { stdio: 'pipe', env: { ...process.env, LC_ALL: 'C' } },
  )
  const report = JSON.parse(readFileSync(output, 'utf8')) as Report
  const refusedLines = existsSync(refused) ? readFileSync(refused, 'utf8').split('\n').filter(Boolean) : []
  rmSync(folder, { recursive: true, force: true })
  return {
    valid: report.general.valid_requests,
    refused: refusedLines,
    days: totals(report.visitors, (day) => day.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')),
    statuses: Object.fromEntries(
      report.status_codes.data.flatMap(({ items = [] }) =>
        items.map(({ data, hits }) => [data.slice(0, 3), hits.count] as const),
      ),
    ),
  }
}

type Panel = { data: { data: string; hits: { count: number }; items?: { data: string; hits: { count: number } }[] }[] }
type Report = { general: { valid_requests: number }; visitors: Panel; status_codes: Panel }

function totals({ data }: Panel, name: (text: string) => string): Record<string, number> {
  return Object.fromEntries(data.map((row) => [name(row.data), row.hits.count]))
}
