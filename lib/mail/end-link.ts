import { keyedHash, keyedHashes } from '../secret-ring'

/**
 * Mails that their reader can end without signing in: those about messages, the overview of the forum, about one topic, about one category.
 * `id`: topic or category.
 */
export const endingKinds = ['messages', 'forum', 'topic', 'category'] as const
export type Ending = { kind: (typeof endingKinds)[number]; id?: string }

/** What a link says, and the proof that the portal wrote it: it names account and subject, so it means the same however old it is. */
export type EndLink = Ending & { account: string; token: string }

const PURPOSE = 'end-mails'

/** Query of the page and of the one click. */
export function endQuery(account: string, { kind, id = '' }: Ending): string {
  const token = keyedHash(PURPOSE, subjectOf({ kind, id, account }))
  return String(new URLSearchParams({ konto: account, art: kind, ...(id && { id }), token }))
}

/** Did the portal write it? */
export function isEndLink({ token, ...link }: EndLink): boolean {
  return keyedHashes(PURPOSE, subjectOf(link)).includes(token)
}

function subjectOf({ account, kind, id = '' }: Omit<EndLink, 'token'>): string {
  return [account, kind, id].join(' ')
}
