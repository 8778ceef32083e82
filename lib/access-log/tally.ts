import { randomUUID } from 'node:crypto'
import { type Batch } from './add-counts'
import { type Entry } from './describe-exchange'

/**
 * Counts of this process that the database does not have yet. A batch that was tried once stays as it is until the database has taken
 * it, because nobody knows whether it did; what is counted meanwhile waits for the next one.
 */
export function openTally(): Tally {
  const source = randomUUID()
  let number = 0
  let hours = new Map<string, [requests: number, unlogged: number]>()
  let errors = new Map<string, number>()
  let sending: Batch | undefined
  const close = (): Batch | undefined => {
    if (hours.size === 0) return undefined
    number += 1
    const batch: Batch = {
      source,
      number,
      hours: [...hours].map(([hour, [requests, unlogged]]) => [hour, requests, unlogged]),
      errors: [...errors].map(([key, requests]) => [...(JSON.parse(key) as [string, number, string]), requests]),
    }
    hours = new Map()
    errors = new Map()
    return batch
  }
  const of = (hour: string) => {
    const known = hours.get(hour)
    if (known) return known
    const fresh: [number, number] = [0, 0]
    hours.set(hour, fresh)
    return fresh
  }
  return {
    count({ day, hour, status, stem }) {
      of(hour)[0] += 1
      if (status < 400) return
      const key = JSON.stringify([day, status, stem])
      errors.set(key, (errors.get(key) ?? 0) + 1)
    },
    countUnlogged({ hour }) {
      of(hour)[1] += 1
    },
    async send(add) {
      sending ??= close()
      if (!sending) return
      await add(sending)
      sending = undefined
    },
    rest: () => [sending, close()].filter((batch) => batch !== undefined),
  }
}

export type Tally = {
  count(entry: Entry): void
  /** The entry was counted, but its line is lost. */
  countUnlogged(entry: Pick<Entry, 'hour'>): void
  /** Hands over what has been counted; throws what `add` throws, and tries the same again next time. */
  send(add: (batch: Batch) => Promise<unknown>): Promise<void>
  /** Everything that is not confirmed, oldest first; for the end of the process. */
  rest(): Batch[]
}
