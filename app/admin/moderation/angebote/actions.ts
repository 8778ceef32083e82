'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { decidePublicationSchema } from '@/lib/moderation/schema'
import { decidePublication } from '@/lib/publications/decide-publication'

const notOpen = info('Dieses Angebot wartet nicht mehr, oder es wurde inzwischen geändert.')

export const decideOnPublication = staffAction(
  'decideOnPublication',
  decidePublicationSchema,
  async ({ ctx, input }) => {
    const { outcome } = await decidePublication(ctx, input)
    if (outcome === 'no-reason') return { errors: { reason: 'Schreiben Sie, was zu ändern ist.' } }
    const news = {
      published: success('Das Angebot ist veröffentlicht. Das Mitglied bekommt eine E-Mail.'),
      returned: success('Das Angebot ist zurückgegeben. Das Mitglied bekommt Ihren Hinweis per E-Mail.'),
      gone: notOpen,
      stale: notOpen,
      own: warning('Das muss eine zweite Person entscheiden.'),
      over: warning('Der letzte Tag ist vorbei. Das Angebot kann nur noch zurückgegeben werden.'),
    }
    return goTo('/admin/moderation/angebote', news[outcome])
  },
)
