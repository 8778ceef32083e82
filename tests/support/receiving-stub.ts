import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'

type Kept = { id: string; raw: Buffer | null; createdAt: Date; to?: string[]; address?: string }

/** What Resend keeps for the portal, on loopback: list, message, file. */
export type ReceivingStub = {
  url: string
  /** In the order of their arrival. */
  kept: Kept[]
  asked: string[]
  /** Answers for it: a status, `hang`, or `redirect` to this address. */
  respond?: (path: string) => { status: number } | 'hang' | { redirect: string } | undefined
  close(): Promise<void>
}

export async function startReceivingStub(): Promise<ReceivingStub> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', stub.url)
    stub.asked.push(pathname)
    const json = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const taken = stub.respond?.(pathname)
    if (taken === 'hang') return
    if (taken && 'redirect' in taken) return void response.writeHead(302, { location: taken.redirect }).end()
    if (taken) return json({ name: 'application_error', message: 'test', statusCode: taken.status }, taken.status)
    if (pathname === '/emails/receiving') return json(page(stub.kept, searchParams))
    const id = pathname.split('/').at(-1)
    const found = stub.kept.find((one) => one.id === id)
    if (!found) return json({ name: 'not_found', message: 'test', statusCode: 404 }, 404)
    if (pathname.startsWith('/files/')) return void response.end(found.raw)
    const raw = found.raw && { download_url: found.address ?? `${stub.url}/files/${id}`, expires_at: '2027-01-01' }
    json({
      object: 'email',
      ...listed(found),
      received_for: found.to ?? [],
      html: null,
      text: null,
      headers: null,
      raw,
    })
  })
  const stub: ReceivingStub = {
    url: '',
    kept: [],
    asked: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return stub
}

const listed = ({ id, createdAt }: Kept) => ({ id, created_at: createdAt.toISOString(), to: [], from: '', subject: '' })

function page(kept: Kept[], asked: URLSearchParams): object {
  const newest = [...kept].reverse()
  const begin = newest.findIndex(({ id }) => id === asked.get('after')) + 1
  const end = begin + Number(asked.get('limit') ?? 20)
  return { object: 'list', has_more: end < newest.length, data: newest.slice(begin, end).map(listed) }
}
