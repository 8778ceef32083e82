import { isUuid } from './fields'

/**
 * What members write, named the same way by every room: moderation and contact refer to a piece of content by its kind and id and
 * know nothing else of the room that keeps it (DS-07, DS-08).
 */
export const contentKinds = ['publication', 'topic', 'post', 'message', 'profile'] as const

export type ContentKind = (typeof contentKinds)[number]

export type ContentRef = { kind: ContentKind; id: string }

/** A piece of content as pages outside of its room show it: in a report of abuse, above the form of a message. */
export type ContentDescription = {
  /** Its title, or the first words. */
  title: string
  /** The whole text, plain. */
  text: string
  /** Where it stands, below the origin of the portal; never an address of a person. */
  path: string
  /** Null once the author is erased, or where nobody can be written to. */
  authorId: string | null
  /** The author as members see them: never an e-mail address (DS-08). */
  author: string
}

/** German words: in addresses (`?art=angebot`) and in sentences. */
export const contentWords: Record<ContentKind, { slug: string; name: string }> = {
  publication: { slug: 'angebot', name: 'Angebot' },
  topic: { slug: 'thema', name: 'Thema' },
  post: { slug: 'beitrag', name: 'Beitrag' },
  message: { slug: 'nachricht', name: 'Nachricht' },
  profile: { slug: 'profil', name: 'Profil' },
}

/** Query of the pages that take a reference: `/melden?…`, `/nachrichten/neu?…`. */
export function contentQuery({ kind, id }: ContentRef): string {
  return new URLSearchParams({ art: contentWords[kind].slug, id }).toString()
}

/** The reference in a query; undefined if it is none. */
export function readContentQuery({ art, id }: Record<string, string | undefined>): ContentRef | undefined {
  const kind = contentKinds.find((candidate) => contentWords[candidate].slug === art)
  return kind && id && isUuid(id) ? { kind, id } : undefined
}
