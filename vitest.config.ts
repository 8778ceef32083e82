import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const resolve = { alias: { '@': import.meta.dirname } }
const database = {
  globalSetup: ['tests/support/database-server.ts'],
  setupFiles: ['tests/support/environment.ts', 'tests/support/database.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  test: {
    // Much of the time goes to hashes, processes and the database: one worker per core, not one fewer.
    maxWorkers: '100%',
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['tests/{lib,app,architecture,server}/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
          setupFiles: ['tests/support/environment.ts'],
        },
      },
      { resolve, test: { name: 'db', include: ['tests/{policy,db,faults}/**/*.test.{ts,tsx}'], ...database } },
      {
        resolve,
        plugins: [react()],
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['tests/{components,emails}/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
          setupFiles: ['tests/support/environment.ts', 'tests/support/dom.ts'],
        },
      },
    ],
  },
})
