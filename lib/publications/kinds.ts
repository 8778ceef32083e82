import { type PublicationKind } from '../db/generated/enums'

/** What else pages say about what members publish: its part of an address, and what belongs there (DS-07). */
export const publicationKinds = {
  offer: { slug: 'angebot', hint: 'Kurs, Lehrgang, Beratung oder anderes, das man wahrnehmen kann' },
  event: { slug: 'veranstaltung', hint: 'findet an einem Tag oder in einem Zeitraum statt' },
  notice: { slug: 'information', hint: 'Nachricht, Hinweis oder Aufruf für andere' },
} as const satisfies Record<PublicationKind, { slug: string; hint: string }>
