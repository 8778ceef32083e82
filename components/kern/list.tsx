import { type ReactNode } from 'react'

/** Bulleted or numbered list; `items` are the entries in their order. */
export function List({ items, numbered = false }: { items: readonly ReactNode[]; numbered?: boolean }) {
  const Tag = numbered ? 'ol' : 'ul'
  return (
    <Tag className={`kern-list kern-list--${numbered ? 'number' : 'bullet'}`}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that is never reordered
        <li key={index}>{item}</li>
      ))}
    </Tag>
  )
}
