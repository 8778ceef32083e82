import { formatNumber } from '@/lib/text'

const width = 720
const height = 200
const plot = { left: 60, right: 712, top: 12, bottom: 168 }
const TICKS = 4

type Bar = { key: string; value: number /** Below the bar; few bars have one. */; label?: string }

/**
 * Bars drawn on the server. The picture is decoration for those who see it: the table below it holds the same numbers for
 * everybody. Attributes only, because the CSP allows no inline style.
 */
export function BarChart({ bars }: { bars: readonly Bar[] }) {
  const scale = roundUp(Math.max(0, ...bars.map(({ value }) => value)))
  const slot = (plot.right - plot.left) / Math.max(1, bars.length)
  const heightOf = (value: number) => (value / scale) * (plot.bottom - plot.top)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className="w-full max-w-4xl text-ink max-md:hidden"
      fontSize="12"
    >
      {Array.from({ length: TICKS }, (_, index) => (scale * (index + 1)) / TICKS).map((tick) => (
        <g key={tick}>
          <line
            x1={plot.left}
            x2={plot.right}
            y1={plot.bottom - heightOf(tick)}
            y2={plot.bottom - heightOf(tick)}
            className="stroke-line"
          />
          <text x={plot.left - 6} y={plot.bottom - heightOf(tick) + 4} textAnchor="end" fill="currentColor">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      {bars.map(({ key, value, label }, index) => {
        // What is there must be seen, however small it is beside the rest.
        const tall = round(value > 0 ? Math.max(heightOf(value), 2) : 0)
        const x = plot.left + index * slot
        return (
          <g key={key}>
            <rect
              x={round(x + slot * 0.1)}
              y={round(plot.bottom - tall)}
              width={round(slot * 0.8)}
              height={tall}
              className="fill-action"
            />
            {label ? (
              <text x={round(x + slot / 2)} y={height - 12} textAnchor="middle" fill="currentColor">
                {label}
              </text>
            ) : null}
          </g>
        )
      })}
      <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} stroke="currentColor" />
    </svg>
  )
}

/** The next number that four lines divide well: 4, 8, 20, 40, 80, 200 … */
function roundUp(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))))
  return [0.4, 0.8, 2, 4, 8, 20].map((step) => step * power).find((top) => top >= Math.max(4, value)) ?? 20 * power
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
