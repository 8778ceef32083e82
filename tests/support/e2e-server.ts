import { readFileSync } from 'node:fs'
import { startPortal } from './portal'
import { nodeOfServer } from './server-node'

/** Playwright globalSetup: one portal for all journeys, on the oldest Node.js it promises to run on; workers find it in the environment. */
export default async function startServer(): Promise<() => Promise<void>> {
  const portal = await startPortal()
  requireOldestNode(nodeOfServer(portal.process.pid ?? 0))
  process.env.E2E_URL = portal.url
  process.env.E2E_DATA_DIR = portal.dataDir
  return async () => {
    await portal.stop()
  }
}

function requireOldestNode(version: string | undefined): void {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  const [oldest] = engines.node.split(' || ')
  if (version && `^${version}` !== oldest) throw new Error(`The journeys must run on Node.js ${oldest}, not ${version}`)
}
