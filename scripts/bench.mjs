import { runScript } from './lib/bootstrap.mjs'

await runScript('scripts/bench/index.ts')
