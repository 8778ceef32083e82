import { startErasureWatch } from '@/lib/erasure-watch'

/** A server process that only watches its file of erasures, until it is killed (tests/faults/erasure-watch.test.ts). */
startErasureWatch()
setInterval(() => undefined, 60_000)
