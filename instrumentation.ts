/** Runs once per server process, before the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { prepareServer } = await import('./instrumentation-node')
    await prepareServer()
  }
}

/** What escaped every guard: bugs in rendering and in route handlers, and bodies that are no form of ours, which are no fault of the portal. */
export async function onRequestError(
  error: unknown,
  _request: unknown,
  context: { routePath: string; routeType: string },
) {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { blameSender, isNoForm } = await import('./lib/exchange')
    if (isNoForm() && context.routeType !== 'route') return blameSender()
    const { reportError } = await import('./lib/report-error')
    reportError(error, `${context.routeType} ${context.routePath}`)
  }
}
