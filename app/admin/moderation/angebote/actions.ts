'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, success, warning } from '@/app/_edge/flash'
import { decidePublicationSchema } from '@/lib/moderation/schema'
import { decidePublication } from '@/lib/publications/decide-publication'
import { nextCase } from '../../parts/next-case'

const moved =
  'Dieses Angebot wartet nicht mehr, oder es wurde inzwischen geändert. Ihr Text steht noch hier: Laden Sie die Seite neu, um den neuen Stand zu sehen.'

export const decideOnPublication = staffAction(
  'decideOnPublication',
  decidePublicationSchema,
  async ({ ctx, input: { onward, ...input } }) => {
    const { outcome } = await decidePublication(ctx, input)
    if (outcome === 'no-reason') return { errors: { reason: 'Schreiben Sie, was zu ändern ist.' } }
    if (outcome === 'gone' || outcome === 'stale') return { problem: moved, isLate: true }
    const news = {
      published: success('Das Angebot ist veröffentlicht. Das Mitglied bekommt eine E-Mail.'),
      returned: success('Das Angebot ist zurückgegeben. Das Mitglied bekommt Ihren Hinweis per E-Mail.'),
      own: warning('Das muss eine zweite Person entscheiden.'),
      over: warning('Der letzte Tag ist vorbei. Das Angebot kann nur noch zurückgegeben werden.'),
    }
    return goTo(await nextCase(ctx, { kind: 'publication', onward, list: '/admin/moderation/angebote' }), news[outcome])
  },
)
