'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, info, success } from '@/app/_edge/flash'
import { claimWork } from '@/lib/work-queue/claim-work'
import { setWorkNotice } from '@/lib/work-queue/notice-setting'
import { claimSchema, workNoticeSchema } from '@/lib/work-queue/schema'

export const claimEntry = staffAction('claimEntry', claimSchema, async ({ ctx, input }) => {
  const { outcome } = await claimWork(ctx, { kind: input.kind, id: input.entry, take: input.take === 'yes' })
  const news = {
    taken: success('Sie bearbeiten diese Aufgabe. Andere sehen das.'),
    'given-back': success('Niemand bearbeitet diese Aufgabe mehr.'),
    'not-waiting': info('Diese Aufgabe ist schon erledigt.'),
    'not-yours': info('Diese Aufgabe muss eine andere Person erledigen.'),
  }
  return goTo(input.back, news[outcome])
})

export const saveWorkNotice = staffAction('saveWorkNotice', workNoticeSchema, async ({ ctx, input }) => {
  await setWorkNotice(ctx, input.notify)
  return goTo('/admin/aufgaben', success('Ihre Auswahl ist gespeichert.'))
})
