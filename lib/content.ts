import { type ContentKind, codesOf, contentLabels } from './codes'
import { isUuid } from './fields'

/**
 * What members write, named the same way by every room: moderation and contact refer to a piece of content by its kind and id and
 * know nothing else of the room that keeps it (DS-07, DS-08).
 */
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

/** In addresses: `?art=angebot`. */
export const contentSlugs: Record<ContentKind, string> = {
  publication: 'angebot',
  topic: 'thema',
  post: 'beitrag',
  message: 'nachricht',
  profile: 'profil',
}

/** Query of the pages that take a reference: `/melden?…`, `/nachrichten/neu?…`. */
export function contentQuery({ kind, id }: ContentRef): string {
  return new URLSearchParams({ art: contentSlugs[kind], id }).toString()
}

/** The reference in a query; undefined if it is none. */
export function readContentQuery({ art, id }: Record<string, string | undefined>): ContentRef | undefined {
  const kind = codesOf(contentLabels).find((candidate) => contentSlugs[candidate] === art)
  return kind && id && isUuid(id) ? { kind, id } : undefined
}
