import { runScript } from '../scripts/lib/bootstrap.mjs'

// Its packages are nobody else's: they are installed when somebody measures.
await runScript('bench/index.ts', process.argv.slice(2), ['.', 'bench'])
