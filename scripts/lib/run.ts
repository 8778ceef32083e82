import { type ChildProcess, spawn } from 'node:child_process'

/** A program that was started here ended badly; its own output says why. */
export class CommandFailed extends Error {}

type Options = { isLoud?: boolean; env?: Record<string, string> }

const running = new Set<ChildProcess>()

/** Runs a file of this project or of node_modules under this Node.js. */
export function run([file = '', ...args]: string[], options?: Options): Promise<void> {
  return runProgram(process.execPath, [file, ...args], { name: file, ...options })
}

/** Runs a program to its end; its output is shown if it fails, or always with `isLoud`. */
export async function runProgram(
  program: string,
  args: string[],
  { isLoud = false, env = {}, name = program }: Options & { name?: string } = {},
): Promise<void> {
  const stdio = isLoud ? 'inherit' : 'pipe'
  const child = spawn(program, args, { stdio: ['ignore', stdio, stdio], env: { ...process.env, ...env } })
  running.add(child)
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  running.delete(child)
  if (code === 0) return
  process.stderr.write(Buffer.concat(output))
  throw new CommandFailed(`${name} failed (${code ?? 'killed'})`)
}

/** Ends what is under way, when the start is broken off. */
export function stopRunning(): void {
  for (const child of running) child.kill('SIGTERM')
}
