import { createHash } from 'node:crypto'
import { renderMarkdown } from '@/lib/markdown'

/** What a member wrote, as simple Markdown. `look`: a class of the style sheet. */
export function MemberText({ text, look = 'member-text' }: { text: string; look?: 'member-text' | 'prose' }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown lets nothing through but a list of harmless elements
  return <div className={look} dangerouslySetInnerHTML={{ __html: rendered(text) }} />
}

const MOST_KEPT = 1_000
const kept = new Map<string, string>()

/** Cleaning the HTML is the dearest part of a page of posts: the texts shown last are kept in the memory of the process. */
function rendered(text: string): string {
  const key = createHash('sha1').update(text).digest('base64')
  const html = kept.get(key) ?? renderMarkdown(text)
  kept.delete(key)
  kept.set(key, html)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest) kept.delete(oldest)
  return html
}
