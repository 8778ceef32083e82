import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'

/** What React complains about (doubled keys, updates outside of act) fails the test. */
const complain = vi.spyOn(console, 'error')

beforeEach(() => {
  complain.mockClear()
})

afterEach(() => {
  cleanup()
  expect(complain.mock.calls).toEqual([])
})
