'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import * as losses from '@/lib/accountability/chain-loss'
import { runChecks } from '@/lib/accountability/run-checks'
import { id as idField, text } from '@/lib/fields'
import { unfitNews } from '../parts/second-person'

const PAGE = '/admin/nachweis'
const LONGEST_REASON = 500

const notOpen = info('Über diese Meldung ist schon entschieden.')
const claim = z.strictObject({
  reason: text({ max: LONGEST_REASON, missing: 'Bitte schreiben Sie, was geschehen ist.', what: 'Der Text' }),
})
const named = z.strictObject({ lossId: idField() })

export const checkPromises = staffAction('checkPromises', z.strictObject({}), async ({ ctx }) => {
  await runChecks(ctx)
  return goTo(PAGE, success('Alle Zusagen sind geprüft. Die Ergebnisse stehen unten.'))
})

export const claimChainLoss = staffAction('claimChainLoss', claim, async ({ ctx, input }) => {
  const { outcome } = await losses.claimChainLoss(ctx, input)
  const news = {
    claimed: success('Der Verlust ist gemeldet. Jetzt muss ihn die Leitung bescheinigen.'),
    'already-claimed': info('Ein Verlust ist schon gemeldet.'),
    'nothing-lost': info('Am Ende des Protokolls fehlt nichts.'),
  }
  return goTo(PAGE, news[outcome])
})

export const attestChainLoss = staffAction('attestChainLoss', named, async ({ ctx, input }) => {
  const { outcome } = await losses.attestChainLoss(ctx, input)
  const news = {
    attested: success('Der Verlust ist bescheinigt. Die nächste Prüfung vergleicht diese Anker nicht mehr.'),
    changed: warning('Inzwischen fehlen andere Einträge. Die Administration muss den Verlust neu melden.'),
    'not-open': notOpen,
    ...unfitNews,
  }
  return goTo(PAGE, news[outcome])
})

export const rejectChainLoss = staffAction('rejectChainLoss', named, async ({ ctx, input }) => {
  const { outcome } = await losses.rejectChainLoss(ctx, input)
  return goTo(PAGE, outcome === 'rejected' ? success('Der Verlust ist nicht bescheinigt.') : notOpen)
})
