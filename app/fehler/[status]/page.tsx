import { ErrorPage } from '@/app/_edge/error-page'
import { staticPage } from '@/app/_edge/page'

const refusals = { '403': 403, '405': 405, '413': 413 } as const

/** Where proxy.ts sends what it refuses; any other address below is an ordinary missing page. */
export default staticPage(({ params }) => (
  <ErrorPage status={refusals[params.status as keyof typeof refusals] ?? 404} />
))
