import { z } from 'zod'
import { codesOf, inboundOutcomeLabels, requestKindLabels } from '../codes'
import { hidden, id } from '../fields'

/** What staff can do about a message: an outcome, or the kind of request that it is. */
export const inboundDecisions = [
  ...codesOf(requestKindLabels),
  ...codesOf(inboundOutcomeLabels).filter((outcome) => outcome !== 'request'),
] as const

export const settleInboundSchema = z.strictObject({
  inboundId: id(),
  decision: z.enum(inboundDecisions, 'Bitte wählen Sie aus, was zu tun ist.'),
})

/** Behind the link of an answer that waits. */
export const draftLinkSchema = z.strictObject({ id: id(), token: hidden(200) })
