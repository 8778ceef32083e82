import { codesOf, publicationKindLabels, subjectLabels } from '@/lib/codes'
import { parseDay } from '@/lib/dates'
import { publicationKinds } from '@/lib/publications/kinds'
import { type PublicationOrder, type PublicationSearch } from '@/lib/publications/search-publications'

/** Addresses of the list speak German and can be kept; what they do not know counts as no filter. */
const orderCodes: Record<string, PublicationOrder> = { beste: 'best', neu: 'newest', beginn: 'next' }
const attendanceCodes: Record<string, PublicationSearch['attendance']> = { 'vor-ort': 'on_site', online: 'online' }
const priceCodes: Record<string, number> = { kostenlos: 0, '100': 10_000, '500': 50_000, '1000': 100_000 }
const LONGEST_SEARCH = 100

export const orderLabels = { neu: 'Neueste zuerst', beginn: 'Nächster Beginn zuerst' }
export const orderLabelsOfSearch = { beste: 'Beste Treffer zuerst', ...orderLabels }
export const attendanceLabels = { 'vor-ort': 'Vor Ort', online: 'Online' }
export const priceLabels = { kostenlos: 'Kostenlos', '100': 'Bis 100 €', '500': 'Bis 500 €', '1000': 'Bis 1.000 €' }
export const kindLabels = { angebot: 'Angebote', veranstaltung: 'Veranstaltungen', information: 'Informationen' }

/** The filters as they stand in the address and in the fields. */
export type FilterValues = Partial<
  Record<'suche' | 'art' | 'thema' | 'anbieter' | 'ort' | 'form' | 'von' | 'bis' | 'preis' | 'sortierung', string>
>

export function readFilters(query: Record<string, string | undefined>): {
  values: FilterValues
  search: PublicationSearch
} {
  const { suche, art, thema, anbieter, ort, form, von, bis, preis, sortierung, seite } = query
  const text = words(suche)
  const kind = codesOf(publicationKindLabels).find((key) => publicationKinds[key].slug === art)
  const subject = codesOf(subjectLabels).find((key) => key === thema)
  const place = words(ort)
  const publisher = words(anbieter)
  const attendance = own(attendanceCodes, form)
  const from = parseDay(von ?? '')
  const until = parseDay(bis ?? '')
  const mostCents = own(priceCodes, preis)
  const order = own(orderCodes, sortierung)
  const page = /^\d{1,4}$/.test(seite ?? '') ? Number(seite) : 1
  return {
    values: {
      suche: text,
      art: kind && art,
      thema: subject,
      anbieter: publisher,
      ort: place,
      form: attendance && form,
      von: from,
      bis: until,
      preis: mostCents === undefined ? undefined : preis,
      sortierung: order && sortierung,
    },
    search: { text, kind, subject, place, publisher, attendance, from, until, mostCents, order, page },
  }
}

/** Address of a page of the same list. */
export function addressOf(values: FilterValues, page = 1): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value)
  if (page > 1) query.set('seite', String(page))
  return query.size > 0 ? `/angebote?${query}` : '/angebote'
}

/** The same list for a feed reader or a calendar: without its order, "" for all of it. */
export function queryOf({ sortierung: _, ...values }: FilterValues): string {
  return addressOf(values).replace('/angebote', '')
}

/** What the list is about, in the words of its filters. */
export function aboutOf({ suche, art, thema, anbieter, ort }: FilterValues): string | undefined {
  const subject = codesOf(subjectLabels).find((key) => key === thema)
  const kind = Object.entries(kindLabels).find(([slug]) => slug === art)?.[1]
  return (
    [suche && `„${suche}“`, kind, subject && subjectLabels[subject], ort, anbieter].filter(Boolean).join(', ') ||
    undefined
  )
}

/** Contradictions that would otherwise show too little without a word. */
export function problemOf({ von, bis }: FilterValues): string | undefined {
  return von && bis && von > bis ? '„Von“ liegt nach „Bis“: In diesem Zeitraum kann nichts stattfinden.' : undefined
}

export function hasFilter({ sortierung: _, ...values }: FilterValues): boolean {
  return Object.values(values).some(Boolean)
}

function words(text: string | undefined): string | undefined {
  return text?.normalize('NFC').trim().slice(0, LONGEST_SEARCH) || undefined
}

function own<Value>(codes: Record<string, Value>, code: string | undefined): Value | undefined {
  return code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined
}
