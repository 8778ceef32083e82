import { type PortalContext } from '../context'
import { keyedHash } from '../secret-ring'
import { KNOWN_NETWORK_PERIOD } from './limits'

/**
 * Networks from which an account has signed in: there it has its own counter of failed tries, so nobody elsewhere can lock
 * the owner out (S-A7). No cookie is needed for it (DS-09). The key depends on the password hash: it is void after
 * a change of password, and when the account is erased nothing can ever lead from it to a person.
 */
type Place = { accountId: string; passwordHash: string; network: string }

export async function isKnownNetwork(ctx: PortalContext, place: Place): Promise<boolean> {
  const row = await ctx.db.throttle.findFirst({
    where: { key: keyOf(place), expire: { gt: BigInt(ctx.now().getTime()) } },
    select: { key: true },
  })
  return row !== null
}

export async function rememberNetwork(tx: PortalContext, place: Place): Promise<void> {
  const expire = BigInt(tx.now().getTime() + KNOWN_NETWORK_PERIOD * 1000)
  await tx.db.throttle.upsert({
    where: { key: keyOf(place) },
    create: { key: keyOf(place), expire },
    update: { expire },
  })
}

function keyOf({ accountId, passwordHash, network }: Place): string {
  return `known-network:${keyedHash('known-network', `${accountId}\n${passwordHash}\n${network}`)}`
}
