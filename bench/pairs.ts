import autocannon from 'autocannon'
import { median } from './row'

/** Pairs of one comparison, and how long each half lasts. Short, so that both halves meet the same machine. */
const PAIRS = 15
const ROUND_SECONDS = 0.8
const WARM_UP_SECONDS = 2
const CONNECTIONS = 16
/** autocannon looks at the clock this often, milliseconds; with its own second, short rounds would all be one second long. */
const SAMPLE = 20

type Target = { url: string; headers?: Record<string, string> }
/** Medians: requests per second of both, and of the ratios of the pairs. */
type Comparison = { requests: number; floorRequests: number; ratio: number }

/**
 * Requests per second of a page against its floor: many short rounds in turn, who goes first changing each time, and the median of the
 * ratios of neighbours. What else the machine does meanwhile slows both halves of a pair and cancels out of the ratio, not out of the figures.
 */
export async function compareInPairs(target: Target, floor: Target, pairs = PAIRS): Promise<Comparison> {
  await requestsPerSecond(target, WARM_UP_SECONDS)
  await requestsPerSecond(floor, WARM_UP_SECONDS)
  const rounds: { requests: number; floorRequests: number }[] = []
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) {
      rounds.push({ requests: await requestsPerSecond(target), floorRequests: await requestsPerSecond(floor) })
    } else {
      const floorRequests = await requestsPerSecond(floor)
      rounds.push({ requests: await requestsPerSecond(target), floorRequests })
    }
  }
  return {
    requests: median(rounds.map((round) => round.requests)),
    floorRequests: median(rounds.map((round) => round.floorRequests)),
    ratio: median(rounds.map((round) => round.requests / round.floorRequests)),
  }
}

/** As fast as the server answers 16 connections. Load generator, server and database share the machine. */
export async function requestsPerSecond({ url, headers = {} }: Target, duration = ROUND_SECONDS): Promise<number> {
  const options = { url, headers, duration, connections: CONNECTIONS, sampleInt: SAMPLE }
  const result = await autocannon(options)
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers are not 2xx, ${result.errors} errors`)
  }
  return result['2xx'] / ((result.finish.getTime() - result.start.getTime()) / 1000)
}
