import { type PortalContext } from '../context'

export type OpenRequest = { accountId: string; kind: string; receivedOn: Date; identityConfirmedAt: Date | null }

/** The open request, locked until the end of the transaction, after its account: everybody locks in this order. */
export async function lockOpenRequest(tx: PortalContext, requestId: string): Promise<OpenRequest | undefined> {
  await tx.db.$queryRaw`
    SELECT id FROM account WHERE id = (SELECT account_id FROM data_request WHERE id = ${requestId}::uuid) FOR UPDATE`
  const [request] = await tx.db.$queryRaw<OpenRequest[]>`
    SELECT account_id AS "accountId", kind, received_on AS "receivedOn", identity_confirmed_at AS "identityConfirmedAt"
    FROM data_request WHERE id = ${requestId}::uuid AND closed_at IS NULL FOR UPDATE`
  return request
}
