import { keepResult } from '@/lib/accountability/run-checks'
import { anchorChain, anchorFile, ForeignAnchors } from '@/lib/audit/anchors'
import { verifyOnward } from '@/lib/audit/keep-verified'
import { type ChainFault } from '@/lib/audit/verify-chain'
import { type Verb } from '../lib/verb'

const words: Record<ChainFault['fault'], (at: bigint) => string> = {
  'events-changed': (at) => `Link ${at}: its events are not what was written.`,
  'events-missing': (at) => `Link ${at}: events are missing.`,
  'link-changed': (at) => `Link ${at}: the link itself was changed.`,
  gap: (at) => `Link ${at}: does not follow the link before it; links are missing or were exchanged.`,
  unlinked: (at) => `Event ${at}: was written past the chain.`,
  'cut-off': (at) => `Link ${at}: an anchor knows it, but the chain ends before it.`,
  'anchor-differs': (at) => `Link ${at}: an anchor has another hash for it; the chain was rewritten.`,
}

export const verb: Verb = {
  summary: 'Proves that the audit record is what was written (DS-06): no change, no gap, no cut-off end',
  usage: '',
  does: 'writes',
  options: {},
  run: async (ctx) => {
    const { events, links, anchors, faults, isForeign } = await verifyOnward(ctx, { isFull: true })
    await keepResult(ctx, 'audit-chain', faults.length)
    for (const { fault, at } of faults) console.error(words[fault](at))
    const extent = `${events} events, ${links} links, ${anchors} anchors`
    if (faults.length > 0) {
      console.error(`The audit record is NOT intact (${extent}).`)
      return 1
    }
    if (isForeign) console.error(new ForeignAnchors(anchorFile()).message)
    else await anchorChain(ctx)
    console.log(`The audit record is intact (${extent}).`)
    return 0
  },
}
