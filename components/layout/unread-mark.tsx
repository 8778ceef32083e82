'use client'

import { useEffect, useState } from 'react'
import { ScreenReaderText } from '../kern/text'
import { watchUnread } from './watch-unread'

/**
 * "3" beside the word; read out as "3 ungelesen" by whoever comes by. Follows what happens while the page stays open, and says nothing
 * by itself: a number that interrupts would be worse than one that is seen later.
 */
export function UnreadMark({ count }: { count: number }) {
  const [news, setNews] = useState({ since: count, count })
  useEffect(() => watchUnread(count, (current) => setNews({ since: count, count: current })), [count])
  const shown = news.since === count ? news.count : count
  if (shown === 0) return null
  return (
    <span className="rounded-full bg-action px-2 text-sm font-semibold text-on-action">
      {shown > 99 ? '99+' : shown}
      <ScreenReaderText> ungelesen</ScreenReaderText>
    </span>
  )
}
