import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UnreadMark } from '@/components/layout/unread-mark'

/** The number of unread messages follows what happens while a page stays open, and asks for it seldom (DS-08). */
const ask = vi.fn<typeof fetch>()
let visibility: DocumentVisibilityState = 'visible'

beforeEach(() => {
  visibility = 'visible'
  vi.useFakeTimers()
  vi.stubGlobal(
    'fetch',
    ask.mockReset().mockImplementation(async () => new Response(null, { status: 304 })),
  )
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function seconds(count: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(count * 1000))
}

function show(state: DocumentVisibilityState): Promise<void> {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
  return seconds(0)
}

test('it asks once a minute, says what it knows, and shows what is new without announcing it', async () => {
  ask.mockResolvedValueOnce(Response.json({ unread: 3 }))
  const { container } = render(<UnreadMark count={0} />)
  expect(container).toBeEmptyDOMElement()
  await seconds(59)
  expect(ask).not.toHaveBeenCalled()
  await seconds(1)
  expect(ask).toHaveBeenLastCalledWith('/api/unread', { headers: { 'if-none-match': '"0"' } })
  expect(container).toHaveTextContent('3 ungelesen')
  expect(container.querySelector('[aria-live], [role="status"]')).toBeNull()
  await seconds(60)
  expect(ask).toHaveBeenLastCalledWith('/api/unread', { headers: { 'if-none-match': '"3"' } })
  expect(ask).toHaveBeenCalledTimes(2)
})

test('a page that nobody sees does not ask, and asks once when it is seen again', async () => {
  render(<UnreadMark count={1} />)
  await show('hidden')
  await seconds(3600)
  expect(ask).not.toHaveBeenCalled()
  await show('visible')
  expect(ask).toHaveBeenCalledTimes(1)
  await show('hidden')
  await show('visible')
  expect(ask).toHaveBeenCalledTimes(1)
  expect(screen.getByText('1')).toBeVisible()
})

test('it stops when the session has ended, and goes on when only the network was away', async () => {
  render(<UnreadMark count={1} />)
  ask.mockRejectedValueOnce(new TypeError('offline'))
  await seconds(60)
  ask.mockResolvedValueOnce(new Response(null, { status: 401 }))
  await seconds(60)
  await seconds(600)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('a page that is left asks no more', async () => {
  const { unmount } = render(<UnreadMark count={1} />)
  unmount()
  await seconds(600)
  expect(ask).not.toHaveBeenCalled()
})
