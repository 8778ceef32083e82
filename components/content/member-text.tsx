import { renderMarkdown } from '@/lib/markdown'

/** What a member wrote, as simple Markdown. `look`: a class of the style sheet. */
export function MemberText({ text, look = 'member-text' }: { text: string; look?: 'member-text' | 'prose' }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown lets nothing through but a list of harmless elements
  return <div className={look} dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }} />
}
