/** At most once in this time, and only while somebody can see the page. */
const EVERY_MS = 60_000

/** Asks for the number of unread messages from time to time and tells when it has changed. Returns what ends it. */
export function watchUnread(count: number, tell: (count: number) => void): () => void {
  let known = count
  let askedAt = Date.now()
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    if (isOver || document.visibilityState !== 'visible') return
    timer = setTimeout(ask, Math.max(0, askedAt + EVERY_MS - Date.now()))
  }
  const end = () => {
    isOver = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', wait)
  }
  async function ask() {
    askedAt = Date.now()
    const answer = await fetch('/api/unread', { headers: { 'if-none-match': `"${known}"` } }).catch(() => undefined)
    if (answer?.status === 401) return end()
    if (answer?.status === 200 && !isOver) {
      known = (await answer.json()).unread
      tell(known)
    }
    wait()
  }
  document.addEventListener('visibilitychange', wait)
  wait()
  return end
}
