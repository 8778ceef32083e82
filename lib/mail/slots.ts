/** So many pieces of work at a time; one that is slow holds up only whoever needs its slot. */
export type Slots = {
  /** Waits until a slot is free. */
  free(): Promise<void>
  /** Starts the work in a slot of its own as soon as one is free. `ended` never rejects: see end(). */
  start(work: () => Promise<void>): Promise<{ ended: Promise<void> }>
  /** Work that needs no slot, but that end() waits for. */
  also(work: Promise<void>): void
  isIdle(): boolean
  /** Waits for the time, or until a piece of work ends. */
  pause(ms: number): Promise<void>
  /** Since when the oldest piece of work runs (performance.now()); undefined = none runs. */
  oldest(): number | undefined
  /** Waits for everything; throws what failed first. */
  end(): Promise<void>
}

export function makeSlots(size: number): Slots {
  const running = new Map<Promise<void>, number>()
  const others = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined
  const kept = (work: Promise<void>) =>
    work.catch((error) => {
      failure ??= { error }
    })
  const free = async () => {
    while (running.size >= size) await Promise.race(running.keys())
  }
  return {
    free,
    async start(work) {
      await free()
      const ended: Promise<void> = kept(work()).finally(() => running.delete(ended))
      running.set(ended, performance.now())
      return { ended }
    },
    also(work) {
      const ended: Promise<void> = kept(work).finally(() => others.delete(ended))
      others.add(ended)
    },
    async pause(ms) {
      let timer: NodeJS.Timeout | undefined
      const over = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms)
      })
      await Promise.race([over, ...running.keys(), ...others])
      clearTimeout(timer)
    },
    isIdle: () => running.size + others.size === 0,
    oldest: () => running.values().next().value,
    async end() {
      while (running.size + others.size > 0) await Promise.all([...running.keys(), ...others])
      if (failure) throw failure.error
    },
  }
}
