import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { inventorySource } from './lib/inventory-source.mjs'

/**
 * Prisma generator: reads the declarations of personal data in the /// comments of the schema and writes them as typed
 * code (lib/personal-data/generated). Speaks Prisma's generator protocol: JSON-RPC, one message a line, answers on stderr.
 */
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  if (method === 'getManifest') answer(id, { manifest: { prettyName: 'inventory of personal data' } })
  if (method === 'generate') {
    const folder = params.generator.output.value
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'inventory.ts'), inventorySource(params.dmmf.datamodel))
    answer(id, null)
    process.exit(0)
  }
}

function answer(id, result) {
  process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`)
}
