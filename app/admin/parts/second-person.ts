import { warning } from '@/app/_edge/flash'
import { type Unfit } from '@/lib/four-eyes/second-person'

/** What somebody reads who is not the second person of an act (DS-06). */
export const unfitNews = {
  'same-person': warning('Das muss eine zweite Person entscheiden.'),
  'not-independent': warning(
    'Das muss eine andere Person freigeben: Wer es vorbereitet hat, hat Ihnen in den letzten 30 Tagen Ihre Rolle gegeben oder Ihren zweiten Faktor zurückgesetzt.',
  ),
  concerned: warning('Das betrifft Ihr eigenes Konto. Eine andere Person muss entscheiden.'),
  'first-person-gone': warning('Wer das vorbereitet hat, hat die Rolle nicht mehr. Es kann nicht freigegeben werden.'),
} satisfies Record<Unfit, ReturnType<typeof warning>>
