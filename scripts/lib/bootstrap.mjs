// Runs on the machine's own Node.js with nothing installed: brings in what npm provides, then hands over to the
// Node.js of node_modules. No dependencies here.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the portal runs on; package.json, .nvmrc, README and the Node.js of npm name the same (a test). */
const OLDEST_NODE = '24.21.0'
/** Where npm brings that Node.js along, an older one starts it. */
const OLDEST_LAUNCHER = '20.0.0'
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** Runs a TypeScript file of this project to its end, with the packages of `folders`; signals reach it, its exit code becomes ours. */
export async function runScript(file, args = process.argv.slice(2), folders = ['.']) {
  process.chdir(root)
  const { platform, arch, versions } = process
  const machine = { platform, arch, version: versions.node, isGlibc: hasGlibc() }
  refuse(machine, isBroughtByNpm(machine) ? OLDEST_LAUNCHER : OLDEST_NODE)
  for (const folder of folders) await install(folder)
  const node = nodeOfNpm() ?? process.execPath
  if (node === process.execPath) refuse(machine, OLDEST_NODE)
  const tsx = path.join(root, 'node_modules/tsx/dist/loader.mjs')
  const child = spawn(node, ['--import', tsx, file, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  whenNpmIsGone(() => child.kill('SIGTERM'))
  child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

function refuse({ version }, oldest) {
  if (isOlder(version, oldest)) {
    console.error(`Node.js ${oldest} or newer is needed; this is ${version}.`)
    process.exit(1)
  }
}

/** "20.19.1" before "24.21.0". */
export function isOlder(version, than) {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number))
  const at = a.findIndex((part, i) => part !== b[i])
  return at >= 0 && a[at] < b[at]
}

/** Its packages node-linux-* are built for glibc. */
export function isBroughtByNpm({ platform, arch, isGlibc }) {
  return platform === 'linux' && (arch === 'x64' || arch === 'arm64') && isGlibc
}

function hasGlibc() {
  process.report.excludeNetwork = true
  return process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime !== undefined
}

/** Undefined where it is not there, or does not run on this machine. */
function nodeOfNpm() {
  const node = path.join(root, 'node_modules/.bin/node')
  return existsSync(node) && spawnSync(node, ['--version']).status === 0 ? node : undefined
}

async function install(folder) {
  if (isInstalled(folder)) return
  const began = performance.now()
  console.error('Installing what is missing with npm ci (a minute or two) …')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn('npm', args, { cwd: path.join(root, folder), stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((resolve) => child.once('error', () => resolve(1)).once('exit', resolve))
  if (code !== 0) {
    console.error('npm ci failed; the lines above say why.')
    process.exit(1)
  }
  console.error(`Installed after ${((performance.now() - began) / 1000).toFixed(0)} s.`)
}

/** npm writes node_modules/.package-lock.json last: it says what is really there. */
function isInstalled(folder) {
  const read = (file) => JSON.parse(readFileSync(path.join(root, folder, file), 'utf8')).packages
  if (!existsSync(path.join(root, folder, 'node_modules/.package-lock.json'))) return false
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
