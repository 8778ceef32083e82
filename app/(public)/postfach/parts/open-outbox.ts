import { headers } from 'next/headers'
import { settings } from '@/lib/env'
import { isAtThisMachine } from '@/lib/from-inside'

/**
 * The data folder whose outbox this request may see: only somebody at this very machine, and only where no mail is sent. Undefined for
 * everybody else: the mails carry live links (DS-06).
 */
export async function openOutbox(): Promise<string | undefined> {
  const { dataDir, mail } = settings()
  return mail.transport === 'outbox' && isAtThisMachine(await headers()) ? dataDir : undefined
}
