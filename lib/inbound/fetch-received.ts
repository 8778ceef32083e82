import { Resend } from 'resend'
import { z } from 'zod'
import { type Settings } from '../env'
import { mailLimits } from './mail-types'
import { type Incoming } from './receive-mail'

type Access = NonNullable<Settings['mail']['resend']>

/** Each request, and one download. Milliseconds. */
const TIME_MS = 30_000
const PAGE = 100
/** Where Resend keeps messages; a signed address of a delivery network stands in its answer. */
const HOSTS = /(^|\.)(resend\.com|resend\.app|cloudfront\.net)$/

/** The provider did not do what it was asked; names what, never a text of the provider. */
export class ProviderError extends Error {
  override name = 'ProviderError'
}

export type ListedReceived = { id: string; arrivedAt: Date }

const listed = z.object({
  has_more: z.boolean(),
  data: z.array(z.object({ id: z.string().regex(/^[\w-]{1,100}$/), created_at: z.coerce.date() })),
})

/** One page of what Resend has taken for the portal, the newest first; `after`: the last one of the page before. */
export async function listReceived(
  access: Access,
  after: string | undefined,
): Promise<{ received: ListedReceived[]; hasMore: boolean }> {
  const { data } = await open(access).emails.receiving.list({ limit: PAGE, ...(after && { after }) }, request())
  const page = listed.safeParse(data)
  if (!page.success) throw new ProviderError('resend list')
  const received = page.data.data.map(({ id, created_at }) => ({ id, arrivedAt: created_at }))
  return { received, hasMore: page.data.has_more && received.length > 0 }
}

const kept = z.object({
  created_at: z.coerce.date(),
  received_for: z.array(z.string()).nullish(),
  raw: z.object({ download_url: z.string() }).nullish(),
})

/** A message as it came, of a large one the beginning. The text that Resend read out of it is not used: repeated fields are lost there. */
export async function fetchReceived(
  access: Access,
  id: string,
): Promise<Pick<Incoming, 'raw' | 'size' | 'envelope' | 'receivedAt'>> {
  const { data } = await open(access).emails.receiving.get(encodeURIComponent(id), {}, request())
  const found = kept.safeParse(data)
  if (!found.success || !found.data.raw) throw new ProviderError('resend message')
  const { created_at: receivedAt, received_for: to, raw: file } = found.data
  return { ...(await download(file.download_url, access)), envelope: to ? { to } : {}, receivedAt }
}

function open({ apiKey, baseUrl }: Access): Resend {
  return new Resend(apiKey, { baseUrl })
}

/** No redirect: it would carry the key to whoever the answer names (ASVS 15.3.2). */
const request = () => ({ signal: AbortSignal.timeout(TIME_MS), redirect: 'error' as const })

async function download(address: string, { baseUrl }: Access): Promise<Pick<Incoming, 'raw' | 'size'>> {
  if (!URL.canParse(address)) throw new ProviderError('resend address')
  const { protocol, hostname, origin } = new URL(address)
  const isOwn = baseUrl !== undefined && origin === new URL(baseUrl).origin
  if (!isOwn && (protocol !== 'https:' || !HOSTS.test(hostname))) throw new ProviderError('resend address')
  try {
    const { ok, body, headers } = await fetch(address, request())
    if (!ok || !body) throw new ProviderError('resend download')
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      // Of a larger one nothing but the beginning is read.
      if (size > mailLimits.whole) break
    }
    return { raw: Buffer.concat(chunks), size: Math.max(size, Number(headers.get('content-length')) || 0) }
  } catch (cause) {
    throw cause instanceof ProviderError ? cause : new ProviderError('resend download', { cause })
  }
}
