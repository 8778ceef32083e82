import { z } from 'zod'

/** Fields of the second factor, shared by its forms and actions. */
const LONGEST_CODE = 40
const LONGEST_ANSWER = 20_000
const messages = { code: 'Bitte geben Sie den Code ein.', passkey: 'Der Passkey hat nicht geantwortet.' }

/** A code of the app, or a recovery code; spaces and hyphens as people like. */
export const codeField = z.string(messages.code).trim().min(1, messages.code).max(LONGEST_CODE, messages.code)

export const passkeyNameField = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'Bitte geben Sie dem Passkey einen Namen.')
  .max(60, 'Der Name darf höchstens 60 Zeichen haben.')

/** What the browser says for a passkey, as JSON; its signature is checked by lib/auth/passkeys.ts. */
export const passkeyAnswerField = z
  .string()
  .min(1, messages.passkey)
  .max(LONGEST_ANSWER, messages.passkey)
  .transform((text, context) => {
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
export const returnField = z.string().max(2_000).optional()
