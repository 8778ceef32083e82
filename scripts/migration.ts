import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '@/lib/clock'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { schemaDrift } from './lib/schema-engine'

/** Development: writes the migration that leads to the schema. `npm run migration -- add_forum` */
const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration -- name_in_snake_case')
  process.exit(2)
}
const folder = mkdtempSync(path.join(tmpdir(), 'portal-migration-'))
const server = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), password: 'migration' })
try {
  const sql = await schemaDrift(server.adminUrl)
  if (sql === '') {
    console.log('The migrations already lead to the schema.')
  } else {
    const stamp = systemClock().toISOString().replace(/\D/g, '').slice(0, 14)
    const file = path.join('prisma/migrations', `${stamp}_${name}`, 'migration.sql')
    mkdirSync(path.dirname(file))
    writeFileSync(file, sql)
    console.log(`Written: ${file}. Read it, add what Prisma cannot say, and commit it with the schema.`)
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
