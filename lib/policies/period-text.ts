import { Temporal } from 'temporal-polyfill'

/** Periods as staff write them: "1 Jahr", "6 Monate", "4 Wochen", "10 Tage". */
const LONGEST_YEARS = 10
const units: Record<string, 'Y' | 'M' | 'W' | 'D'> = { jahr: 'Y', monat: 'M', woche: 'W', tag: 'D' }

/** German text → ISO 8601 duration ("4 Wochen" → "P28D"); undefined if it is none, or not between one day and ten years. */
export function parsePeriod(text: string): string | undefined {
  const match = /^(\d{1,4})\s*(jahr|monat|woche|tag)(e|en|n)?$/i.exec(text.trim())
  if (!match?.[1] || !match[2]) return undefined
  const count = Number(match[1])
  const unit = units[match[2].toLowerCase()]
  const days = count * { Y: 366, M: 31, W: 7, D: 1 }[unit ?? 'D']
  if (count < 1 || days > LONGEST_YEARS * 366) return undefined
  return unit === 'W' ? `P${count * 7}D` : `P${count}${unit}`
}

/** ISO 8601 duration with one unit → what parsePeriod reads. */
export function periodAsInput(period: string): string {
  const { years, months, weeks, days } = Temporal.Duration.from(period)
  const inWeeks = weeks || (days % 7 === 0 ? days / 7 : 0)
  if (years) return years === 1 ? '1 Jahr' : `${years} Jahre`
  if (months) return months === 1 ? '1 Monat' : `${months} Monate`
  if (inWeeks) return inWeeks === 1 ? '1 Woche' : `${inWeeks} Wochen`
  return days === 1 ? '1 Tag' : `${days} Tage`
}
