// Runs on the machine's own Node.js with nothing installed: brings in what npm provides, then hands over to the
// Node.js of node_modules. No dependencies here.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const OLDEST_NODE = [20, 19]
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** Runs a TypeScript file of this project to its end; signals reach it, its exit code becomes ours. */
export async function runScript(file, args = process.argv.slice(2)) {
  process.chdir(root)
  refuseOldNode()
  await install()
  const own = path.join(root, 'node_modules/.bin/node')
  const tsx = path.join(root, 'node_modules/tsx/dist/loader.mjs')
  const child = spawn(existsSync(own) ? own : process.execPath, ['--import', tsx, file, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  whenNpmIsGone(() => child.kill('SIGTERM'))
  child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  console.error(`Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`)
  process.exit(1)
}

async function install() {
  if (isInstalled()) return
  const began = performance.now()
  console.error('Installing what is missing with npm ci (a minute or two) …')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((resolve) => child.once('error', () => resolve(1)).once('exit', resolve))
  if (code !== 0) {
    console.error('npm ci failed; the lines above say why.')
    process.exit(1)
  }
  console.error(`Installed after ${((performance.now() - began) / 1000).toFixed(0)} s.`)
}

/** npm writes node_modules/.package-lock.json last: it says what is really there. */
function isInstalled() {
  const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false
  const wanted = read('package-lock.json')
  const present = read('node_modules/.package-lock.json')
  return Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      name === '' || present[name]?.version === version || (optional && !present[name]),
  )
}

/** npm passes SIGTERM to its shell only, and that shell dies without passing it on (W11). */
function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(), 250).unref()
}
