import { z } from 'zod'
import { hidden, line } from '../fields'

/** Fields of the second factor, shared by its forms and actions. */
const LONGEST_CODE = 40
const LONGEST_ANSWER = 20_000
const messages = { code: 'Bitte geben Sie den Code ein.', passkey: 'Der Passkey hat nicht geantwortet.' }

/** A code of the app, or a recovery code; spaces and hyphens as people like. */
export const codeField = line({ max: LONGEST_CODE, missing: messages.code, what: 'Der Code' })

export const passkeyNameField = line({ max: 60, missing: 'Bitte geben Sie dem Passkey einen Namen.', what: 'Der Name' })

/** What the browser says for a passkey, as JSON; its signature is checked by lib/auth/passkeys.ts. */
export const passkeyAnswerField = hidden(LONGEST_ANSWER).transform((text, context) => {
  try {
    return answerSchema.parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: messages.passkey })
    return z.NEVER
  }
})

const answerSchema = z.object({
  id: z.string(),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
})

/** Where to go afterwards; lib/auth/return-path.ts decides. */
export const returnField = hidden(2_000).optional()
