import { type Drawn, htmlOf } from '@/lib/writing/stored'

/** What a member wrote, as simple Markdown: one look everywhere. */
export function MemberText({ text, drawn }: { text: string; drawn: Drawn }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by render-markdown.ts, which lets nothing through but harmless elements
  return <div className="member-text" dangerouslySetInnerHTML={{ __html: htmlOf(text, drawn) }} />
}
