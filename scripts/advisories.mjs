import { runScript } from './lib/bootstrap.mjs'

await runScript('scripts/advisories.ts')
