import { z } from 'zod'
import { codesOf, requestKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'

export type OpenRequest = z.output<typeof openRequestRow>
const openRequestRow = z.strictObject({
  accountId: z.string(),
  kind: z.enum(codesOf(requestKindLabels)),
  receivedOn: z.date(),
  identityConfirmedAt: z.date().nullable(),
})

/** The open request, locked until the end of the transaction, after its account: everybody locks in this order. */
export async function lockOpenRequest(tx: PortalContext, requestId: string): Promise<OpenRequest | undefined> {
  await tx.db.$queryRaw`
    SELECT id FROM account WHERE id = (SELECT account_id FROM data_request WHERE id = ${requestId}::uuid) FOR UPDATE`
  const request = await rowOf(tx, openRequestRow)`
    SELECT account_id AS "accountId", kind, received_on AS "receivedOn", identity_confirmed_at AS "identityConfirmedAt"
    FROM data_request WHERE id = ${requestId}::uuid AND closed_at IS NULL FOR UPDATE`
  return request
}
