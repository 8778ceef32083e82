import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** The version of the Node.js that serves below this process (Linux); undefined where the system does not tell. */
export function nodeOfServer(launcher: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  const server = below(launcher).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('portal-server'))
  if (!server) throw new Error('no server process found')
  return execFileSync(readlinkSync(`/proc/${server}/exe`), ['--version'])
    .toString()
    .trim()
    .slice(1)
}

function below(pid: number): number[] {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)])
    .toString()
    .trim()
    .split(/\s+/)
    .map(Number)
  return children.flatMap((child) => [child, ...belowIfAny(child)])
}

function belowIfAny(pid: number): number[] {
  try {
    return below(pid)
  } catch {
    return [] // ps ends with 1 where there is none
  }
}
