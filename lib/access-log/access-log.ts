import { type Clock } from '../clock'
import { type Exchange } from '../exchange'
import { openCrowd } from './crowd'
import { arrivalOf, type Entry, entryOf, type Rules } from './describe-exchange'
import { openTally, type Tally } from './tally'

/** So many lines may wait for a disk that hangs; what comes on top is counted, but not written. */
export const MOST_WAITING = 20_000

/** Where lines go. */
export type Destination = {
  /** Calls `written` in the same breath in which lines have reached their place. */
  write(entries: Entry[], written: (entries: readonly Entry[]) => void): Promise<void>
  /** At the end of the process. */
  writeNow(entries: Entry[]): void
}

type Options = Omit<Rules, 'crowd'> & {
  now: Clock
  destination: Destination
  /** Lines could not be written; `lost` of them. */
  failed(error: unknown, lost: number): void
  recovered(): void
}

/**
 * Collects the exchanges of this process (DS-02). Nothing here can fail or hold up a request: lines wait in memory for `flush`, and
 * what cannot be written is counted.
 */
export function openAccessLog({ now, destination, failed, recovered, ...rules }: Options): AccessLog {
  const tally = openTally()
  const all = { ...rules, crowd: openCrowd() }
  let waiting: Entry[] = []
  let underway: Entry[] = []
  let flushing: Promise<void> | undefined
  const lose = (entries: Entry[], error: unknown) => {
    for (const entry of entries) tally.countUnlogged(entry)
    failed(error, entries.length)
  }
  const write = async (): Promise<void> => {
    if (waiting.length === 0) return
    underway = waiting
    waiting = []
    const written = (entries: readonly Entry[]) => {
      const done = new Set(entries)
      underway = underway.filter((entry) => !done.has(entry))
    }
    await destination.write(underway, written).then(recovered, (error) => lose(underway, error))
    underway = []
  }
  return {
    tally,
    watch({ request, response, notes }) {
      const arrival = arrivalOf({ request })
      response.once('close', () => {
        try {
          const entry = entryOf(arrival, { response, notes }, now(), all)
          tally.count(entry)
          if (waiting.length < MOST_WAITING) waiting.push(entry)
          else tally.countUnlogged(entry)
        } catch (error) {
          failed(error, 1)
        }
      })
    },
    flush() {
      // Never two at once: a disk that hangs gets one waiting write, not one a second.
      flushing ??= write().finally(() => {
        flushing = undefined
      })
      return flushing
    },
    end() {
      // What a write under way has not brought to its place yet would be lost with the process.
      const entries = [...underway, ...waiting]
      underway = []
      waiting = []
      try {
        if (entries.length > 0) destination.writeNow(entries)
      } catch (error) {
        lose(entries, error)
      }
    },
  }
}

export type AccessLog = {
  tally: Tally
  watch(exchange: Exchange): void
  flush(): Promise<void>
  /** At the end of the process. */
  end(): void
}
