import { startPortal } from './portal'

/** Playwright globalSetup: one portal for all journeys; workers find it in the environment. */
export default async function startServer(): Promise<() => Promise<void>> {
  const portal = await startPortal()
  process.env.E2E_URL = portal.url
  process.env.E2E_DATA_DIR = portal.dataDir
  return async () => {
    await portal.stop()
  }
}
