import { formatDay, formatNumber } from '@/lib/text'
import { chartGeometry, type ForecastBar } from './chart-geometry'

/**
 * Two bars for each day, drawn on the server. The picture is decoration for those who see it: the table below it holds the
 * same numbers for everybody. Attributes only, because the CSP allows no inline style.
 */
export function ForecastChart({ days }: { days: readonly ForecastBar[] }) {
  const { width, height, plot, top, bars, ticks, labels } = chartGeometry(days)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className="w-full max-w-4xl text-ink max-md:hidden"
      preserveAspectRatio="xMidYMid meet"
      fontSize="12"
    >
      {ticks.map(({ value, y }) => (
        <g key={value}>
          <line x1={plot.left} x2={plot.right} y1={y} y2={y} className="stroke-line" />
          <text x={plot.left - 6} y={y + 4} textAnchor="end" fill="currentColor">
            {formatNumber(value)}
          </text>
        </g>
      ))}
      {bars.map(({ day, notices, erasures }) => (
        <g key={day}>
          <rect {...notices} className="fill-action" />
          <rect {...erasures} className="fill-(--kern-color-feedback-danger)" />
        </g>
      ))}
      <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} stroke="currentColor" />
      {labels.map(({ day, x }) => (
        <text key={day} x={x} y={height - 6} textAnchor="middle" fill="currentColor">
          {shortDay(day)}
        </text>
      ))}
      <g>
        <rect x={plot.left} y={2} width={12} height={12} className="fill-action" />
        <text x={plot.left + 18} y={13} fill="currentColor">
          Aufforderungen
        </text>
        <rect x={plot.left + 130} y={2} width={12} height={12} className="fill-(--kern-color-feedback-danger)" />
        <text x={plot.left + 148} y={13} fill="currentColor">
          Löschungen
        </text>
      </g>
      {top === 0 ? (
        <text x={(plot.left + plot.right) / 2} y={(plot.top + plot.bottom) / 2} textAnchor="middle" fill="currentColor">
          In den nächsten {days.length} Tagen ist nichts fällig.
        </text>
      ) : null}
    </svg>
  )
}

/** "24. Nov" */
function shortDay(day: string): string {
  const [number = '', month = ''] = formatDay(day).split(' ')
  return `${number} ${month.slice(0, 3)}`
}
