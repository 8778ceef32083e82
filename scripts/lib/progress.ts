const began = performance.now()

/** One line of progress with the seconds since the start of this process. */
export function say(line: string): void {
  console.error(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}`)
}

/** Ends the process with one line for the operator; anything but an expected failure keeps its stack. */
export function fail(error: unknown): never {
  const { name, message, stack } = error as Error
  console.error(EXPECTED.has(name) || EXPECTED.has((error as Error).constructor.name) ? message : stack)
  process.exit(1)
}

const EXPECTED = new Set([
  'Error',
  'SettingsError',
  'DataFolderInUse',
  'MigrationError',
  'CommandFailed',
  'ForeignErasureLog',
])
