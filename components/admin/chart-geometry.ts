export type ForecastBar = { day: string; notices: number; erasures: number }

const width = 720
const height = 240
const plot = { left: 52, right: 712, top: 28, bottom: 206 }
const LABEL_EVERY = 7
const TICKS = 4

type Box = { x: number; y: number; width: number; height: number }

/** Where everything stands in the chart; pure. `top` is the largest number, 0 when nothing is due. */
export function chartGeometry(days: readonly ForecastBar[]) {
  const top = Math.max(0, ...days.flatMap(({ notices, erasures }) => [notices, erasures]))
  const scale = roundUp(top)
  const slot = (plot.right - plot.left) / Math.max(1, days.length)
  const bar = slot * 0.38
  const y = (value: number) => plot.bottom - (value / scale) * (plot.bottom - plot.top)
  const box = (index: number, offset: number, value: number): Box => ({
    x: round(plot.left + index * slot + slot * 0.1 + offset),
    // What is there must be seen, however small it is beside the rest.
    y: round(value > 0 ? Math.min(y(value), plot.bottom - 2) : plot.bottom),
    width: round(bar),
    height: round(value > 0 ? Math.max(plot.bottom - y(value), 2) : 0),
  })
  return {
    width,
    height,
    plot,
    top,
    bars: days.map(({ day, notices, erasures }, index) => ({
      day,
      notices: box(index, 0, notices),
      erasures: box(index, bar + slot * 0.04, erasures),
    })),
    ticks: tickValues(scale).map((value) => ({ value, y: round(y(value)) })),
    labels: days
      .map(({ day }, index) => ({ day, x: round(plot.left + (index + 0.5) * slot) }))
      .filter((_, index) => index % LABEL_EVERY === 0),
  }
}

/** The next round number, so that the axis is easy to read: 1, 2, 4, 8 times a power of ten. */
function roundUp(value: number): number {
  if (value <= TICKS) return TICKS
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 4, 8, 10].find((step) => step * power >= value) ?? 10) * power
}

/** Whole numbers only: there is no half account. */
function tickValues(scale: number): number[] {
  return Array.from({ length: TICKS }, (_, index) => (scale * (index + 1)) / TICKS).filter(Number.isInteger)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
