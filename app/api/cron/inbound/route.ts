import { cronRoute } from '../parts/cron-route'

/** Seconds that Vercel grants a call; the duty's own budget is shorter. */
export const maxDuration = 300
export const { GET, POST } = cronRoute('inbound')
