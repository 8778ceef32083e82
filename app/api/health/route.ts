// Asked for each time, never answered from a cache of the build.
export const dynamic = 'force-dynamic'

/** Liveness: this process answers. The database may be away; /api/health/ready asks for it. */
export function GET(): Response {
  return Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
}
