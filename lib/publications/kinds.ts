import { type Attendance, type PriceKind, type PublicationKind } from '../db/generated/enums'

/** What members publish, in German words: singular on pages, `slug` in addresses (DS-07). */
export const publicationKinds = {
  offer: { name: 'Angebot', slug: 'angebot', hint: 'Kurs, Lehrgang, Beratung oder anderes, das man wahrnehmen kann' },
  event: { name: 'Veranstaltung', slug: 'veranstaltung', hint: 'findet an einem Tag oder in einem Zeitraum statt' },
  notice: { name: 'Information', slug: 'information', hint: 'Nachricht, Hinweis oder Aufruf für andere' },
} as const satisfies Record<PublicationKind, { name: string; slug: string; hint: string }>

export const kindKeys = Object.keys(publicationKinds) as [PublicationKind, ...PublicationKind[]]

export const attendanceNames = {
  on_site: 'Vor Ort',
  online: 'Online',
  hybrid: 'Vor Ort und online',
} as const satisfies Record<Attendance, string>

export const attendanceKeys = Object.keys(attendanceNames) as [Attendance, ...Attendance[]]

export const priceKindNames = {
  free: 'Kostenlos',
  fixed: 'Fester Preis',
  on_request: 'Auf Anfrage',
} as const satisfies Record<PriceKind, string>

export const priceKindKeys = Object.keys(priceKindNames) as [PriceKind, ...PriceKind[]]
