import { isFromInside } from '@/lib/from-inside'

/** 200 or 503; what stands behind it only for who asks from inside (lib/from-inside.ts). */
export function healthAnswer(
  request: Request,
  { ok, ...details }: { ok: boolean } & Record<string, unknown>,
): Response {
  const body = isFromInside(request) ? { ok, ...details } : { ok }
  return Response.json(body, { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
