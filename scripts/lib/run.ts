import { type ChildProcess, spawn } from 'node:child_process'

/** A program that was started here ended badly; its own output says why. */
export class CommandFailed extends Error {}

const running = new Set<ChildProcess>()

/** Runs a program to its end; its output is shown only if it fails (or always, with `isLoud`). */
export async function run(
  args: string[],
  { isLoud = false, env = {} }: { isLoud?: boolean; env?: Record<string, string> } = {},
): Promise<void> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', isLoud ? 'inherit' : 'pipe', isLoud ? 'inherit' : 'pipe'],
    env: { ...process.env, ...env },
  })
  running.add(child)
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  running.delete(child)
  if (code === 0) return
  process.stderr.write(Buffer.concat(output))
  throw new CommandFailed(`${args[0]} failed (${code ?? 'killed'})`)
}

/** Ends what `run` has under way, when the start is broken off. */
export function stopRunning(): void {
  for (const child of running) child.kill('SIGTERM')
}
