'use server'

import { redirect } from 'next/navigation'
import { staffAction } from '@/app/_edge/action'
import { decidePublicationSchema } from '@/lib/moderation/schema'
import { decidePublication } from '@/lib/publications/decide-publication'
import { type Notice, withNotice } from '../../_frame/notices'

export const decideOnPublication = staffAction(
  'decideOnPublication',
  decidePublicationSchema,
  async ({ ctx, input }) => {
    const { outcome } = await decidePublication(ctx, input)
    if (outcome === 'no-reason') return { errors: { reason: 'Schreiben Sie, was zu ändern ist.' } }
    const news = {
      published: 'angebot-veroeffentlicht',
      returned: 'angebot-zurueckgegeben',
      gone: 'angebot-nicht-offen',
      stale: 'angebot-nicht-offen',
      own: 'zweite-person',
      over: 'angebot-vorbei',
    } as const satisfies Record<typeof outcome, Notice>
    redirect(withNotice('/admin/moderation/angebote', news[outcome]))
  },
)
