import { connect, createServer, type Socket } from 'node:net'

/** Stands between the portal and PostgreSQL on this machine. */
export type Gate = {
  port: number
  open(): Promise<void>
  /** Refuses new connections and cuts those that are open. */
  shut(): void
  /** Lets the open connections live but passes nothing on any more, as a host that vanished; new ones work. */
  swallow(): void
}

export async function openGate(target: number): Promise<Gate> {
  const open = new Set<{ near: Socket; far: Socket }>()
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    const pair = { near, far }
    open.add(pair)
    for (const socket of [near, far]) {
      socket.on('error', () => socket.destroy())
      socket.on('close', () => open.delete(pair))
    }
    near.pipe(far).pipe(near)
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const { port } = server.address() as { port: number }
  return {
    port,
    open: async () => {
      if (!server.listening) await listen(port)
    },
    shut: () => {
      server.close()
      for (const { near, far } of open) for (const socket of [near, far]) socket.destroy()
    },
    swallow: () => {
      for (const { near, far } of open) {
        near.unpipe(far)
        far.unpipe(near)
        near.resume()
        far.resume()
      }
    },
  }
}
