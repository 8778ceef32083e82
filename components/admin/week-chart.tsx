const cell = { width: 26, height: 22 }
const left = 40
const top = 20
const SHADES = 5

type Cell = { weekday: number; hour: number; requests: number }

export const weekdays = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'] as const

/** Weekday × hour: the darker, the more. Drawn on the server; the table below it holds the numbers. */
export function WeekChart({ cells }: { cells: readonly Cell[] }) {
  const most = Math.max(1, ...cells.map(({ requests }) => requests))
  return (
    <svg
      viewBox={`0 0 ${left + 24 * cell.width} ${top + 7 * cell.height}`}
      aria-hidden="true"
      className="w-full max-w-4xl text-ink max-md:hidden"
      fontSize="11"
    >
      {Array.from({ length: 8 }, (_, index) => index * 3).map((hour) => (
        <text key={hour} x={left + (hour + 0.5) * cell.width} y={top - 6} textAnchor="middle" fill="currentColor">
          {hour}
        </text>
      ))}
      {weekdays.map((name, index) => (
        <text key={name} x={left - 8} y={top + (index + 0.7) * cell.height} textAnchor="end" fill="currentColor">
          {name.slice(0, 2)}
        </text>
      ))}
      {cells.map(({ weekday, hour, requests }) => (
        <rect
          key={`${weekday}-${hour}`}
          x={left + hour * cell.width + 1}
          y={top + (weekday - 1) * cell.height + 1}
          width={cell.width - 2}
          height={cell.height - 2}
          className="fill-action stroke-line"
          fillOpacity={Math.ceil((requests / most) * SHADES) / SHADES}
        />
      ))}
    </svg>
  )
}
