import { runScript } from './lib/bootstrap.mjs'

await runScript('scripts/mutation/index.ts')
