import { Temporal } from 'temporal-polyfill'
import { type CalendarDay, PORTAL_TIME_ZONE } from './dates'

/** German formats for people: pages, mails, CSV. Everything in Europe/Berlin. */

const dayFormat = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' })
const instantDayFormat = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: PORTAL_TIME_ZONE })
const shortDayFormat = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeZone: PORTAL_TIME_ZONE })
const timeFormat = new Intl.DateTimeFormat('de-DE', { timeStyle: 'short', timeZone: PORTAL_TIME_ZONE })
const numberFormat = new Intl.NumberFormat('de-DE')

/** "21. Dezember 2026" */
export function formatDay(day: CalendarDay): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`))
}

/** "21. Dezember 2026" for the Berlin day of an instant. */
export function formatDayOf(instant: Date): string {
  return instantDayFormat.format(instant)
}

/** "21.12.2026" for the Berlin day of an instant, where days stand below each other. */
export function formatShortDay(instant: Date): string {
  return shortDayFormat.format(instant)
}

/** "21.12.2026, 14:05" */
export function formatShortInstant(instant: Date): string {
  return `${shortDayFormat.format(instant)}, ${timeFormat.format(instant)}`
}

/** "21. Dezember 2026, 14:05 Uhr" */
export function formatInstant(instant: Date): string {
  return `${instantDayFormat.format(instant)}, ${timeFormat.format(instant)} Uhr`
}

/** "12.345" */
export function formatNumber(value: number): string {
  return numberFormat.format(value)
}

const units = {
  years: ['ein Jahr', 'Jahre'],
  months: ['ein Monat', 'Monate'],
  weeks: ['eine Woche', 'Wochen'],
  days: ['ein Tag', 'Tage'],
} as const
/** Their place is their value. */
export const smallNumbers = [
  'null',
  'ein',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
  'zehn',
  'elf',
  'zwölf',
]

const plurals = new Intl.PluralRules('de')

/** So many of something: `one` says it whole ("Ein Akteur"), `many` follows the number ("12 Akteure", "0 Akteure"). */
export function counted(count: number, one: string, many: string): string {
  return plurals.select(count) === 'one' ? one : `${formatNumber(count)} ${many}`
}

/** ISO 8601 duration in words: "P1Y" → "ein Jahr", "P28D" → "vier Wochen", "P10D" → "zehn Tage". */
export function formatPeriod(period: string): string {
  const duration = Temporal.Duration.from(period)
  const inWeeks = duration.days > 0 && duration.days % 7 === 0
  const parts = {
    years: duration.years,
    months: duration.months,
    weeks: duration.weeks + (inWeeks ? duration.days / 7 : 0),
    days: inWeeks ? 0 : duration.days,
  }
  return (Object.keys(units) as (keyof typeof units)[])
    .filter((unit) => parts[unit] > 0)
    .map((unit) =>
      parts[unit] === 1 ? units[unit][0] : `${smallNumbers[parts[unit]] ?? parts[unit]} ${units[unit][1]}`,
    )
    .join(' und ')
}

/** A technical span in words, accusative: 604800 → "sieben Tage", 86400 → "24 Stunden", 3600 → "eine Stunde". */
export function formatSeconds(seconds: number): string {
  if (seconds >= 172_800 && seconds % 86_400 === 0) return `${inWords(seconds / 86_400)} Tage`
  if (seconds % 3600 === 0) return seconds === 3600 ? 'eine Stunde' : `${inWords(seconds / 3600)} Stunden`
  return seconds === 60 ? 'eine Minute' : `${inWords(Math.round(seconds / 60))} Minuten`
}

function inWords(count: number): string {
  return smallNumbers[count] ?? formatNumber(count)
}

/** Under which people and staff speak of a case: made of its id, nothing about a person. "3F7A-9C21" */
export function caseNumber(id: string): string {
  return id
    .replaceAll('-', '')
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/, '$1-')
}
