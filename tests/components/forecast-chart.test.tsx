import { render, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { chartGeometry } from '@/components/admin/chart-geometry'
import { ForecastChart } from '@/components/admin/forecast-chart'

const days = Array.from({ length: 30 }, (_, index) => ({
  day: `2026-11-${String(index + 1).padStart(2, '0')}`,
  notices: index === 3 ? 1_234 : 0,
  erasures: index === 4 ? 1 : 0,
}))

describe('the chart of the forecast', () => {
  test('keeps every bar inside the plot, and shows what is there however small', () => {
    const { bars, plot } = chartGeometry(days)
    for (const { notices, erasures } of bars) {
      for (const box of [notices, erasures]) {
        expect(box.x).toBeGreaterThanOrEqual(plot.left)
        expect(box.x + box.width).toBeLessThanOrEqual(plot.right)
        expect(box.y).toBeGreaterThanOrEqual(plot.top)
        expect(box.y + box.height).toBeLessThanOrEqual(plot.bottom + 0.01)
      }
    }
    expect(bars[4]?.erasures.height).toBe(2)
    expect(bars[5]?.erasures.height).toBe(0)
  })

  test('has whole numbers on its axis', () => {
    for (const top of [0, 1, 3, 7, 60, 999, 1_000_000]) {
      const { ticks } = chartGeometry([{ day: '2026-11-01', notices: top, erasures: 0 }])
      expect(ticks.length).toBeGreaterThan(1)
      for (const { value } of ticks) expect(Number.isInteger(value)).toBe(true)
      expect(Math.max(...ticks.map(({ value }) => value))).toBeGreaterThanOrEqual(top)
    }
  })

  test('uses no inline style, which the CSP forbids, and is hidden from screen readers, who have the table', () => {
    const { container } = render(<ForecastChart days={days} />)
    expect(container.querySelector('[style]')).toBeNull()
    expect(container.querySelector('svg')).toHaveAttribute('aria-hidden', 'true')
    expect(screen.queryByText(/nichts fällig/)).toBeNull()
  })

  test('says so when nothing is due', () => {
    render(<ForecastChart days={days.map(({ day }) => ({ day, notices: 0, erasures: 0 }))} />)
    expect(screen.getByText(/In den nächsten 30 Tagen ist nichts fällig/)).toBeInTheDocument()
  })
})
