import { HIT_END, HIT_START } from '@/lib/search/found-words'

/** Words around what was found; the hits are marked. */
export function Excerpt({ text }: { text: string }) {
  const pieces = text.split(HIT_START)
  return (
    <span className="member-text">
      {pieces.map((piece, index) => {
        const [hit = '', rest = ''] = index === 0 ? ['', piece] : piece.split(HIT_END)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rendered once
          <span key={index}>
            {hit ? <mark>{hit}</mark> : null}
            {rest}
          </span>
        )
      })}
    </span>
  )
}
