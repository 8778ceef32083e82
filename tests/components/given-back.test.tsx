import { render, screen } from '@testing-library/react'
import { type ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import Topic from '@/app/(member)/forum/[id]/page'
import * as forum from '@/app/(member)/forum/actions'
import EditPost from '@/app/(member)/forum/beitrag/[id]/bearbeiten/page'
import NewTopic from '@/app/(member)/forum/neu/page'
import Conversation from '@/app/(member)/nachrichten/[id]/page'
import * as messages from '@/app/(member)/nachrichten/actions'
import NewMessage from '@/app/(member)/nachrichten/neu/page'
import { type KeptWork } from '@/lib/exchange'

/** Whoever writes to others, without scripts, and whose session has ended meanwhile, gets their words back, and sees nothing else. */
const { exchange } = vi.hoisted(() => ({ exchange: { status: 200, work: undefined as KeptWork | undefined } }))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/closure', () => ({ isClosed: async () => false }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => undefined, pendingMember: async () => undefined }))
vi.mock('@/lib/exchange', async (original) => ({
  ...(await original<object>()),
  setStatus: (status: number) => {
    exchange.status = status
    return true
  },
  keepWork: (work: KeptWork) => {
    exchange.work = work
  },
  keptWork: () => exchange.work,
  keepFarewell: () => true,
}))

type Page = (props: object) => Promise<ReactNode>
type Action = (state: object, form: FormData) => Promise<{ problem?: string }>

const id = '01930000-0000-7000-8000-000000000000'
const other = '01930000-0000-7000-8000-000000000001'
const rooms: [string, Action, unknown, KeptWork][] = [
  ['a new topic', forum.beginTopic, NewTopic, { categoryId: id, title: 'Kurse in Suhl', body: 'Wer kennt welche?' }],
  ['an answer', forum.answerTopic, Topic, { topicId: id, quotedPostId: other, body: 'Die Kammer.' }],
  ['a changed post', forum.changePost, EditPost, { postId: id, title: 'Kurse', body: 'Wer kennt welche?' }],
  ['a first message', messages.writeMessage, NewMessage, { art: 'profil', id, subject: 'Kurs', text: 'Guten Tag' }],
  ['an answer to a message', messages.answerMessage, Conversation, { conversation: id, text: 'Gern!' }],
]

beforeEach(() => {
  exchange.work = undefined
})

test.each(rooms)('%s comes back whole to whoever is signed out by now', async (_, action, page, written) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(written)) form.append(name, value)
  expect((await action({}, form)).problem).toContain('Ihre Sitzung ist abgelaufen')
  expect(exchange).toEqual({ status: 401, work: written })
  render(await (page as Page)({ params: Promise.resolve({ id }), searchParams: Promise.resolve({}) }))
  const control = (name: string) => document.querySelector(`form [name="${name}"]`)
  for (const name of Object.keys(written)) expect(control(name), name).not.toBeNull()
  expect(screen.getByRole('heading', { level: 1 })).toBeVisible()
  for (const hidden of document.querySelectorAll<HTMLInputElement>('form input[type="hidden"]'))
    expect(hidden.value, hidden.name).toBe(written[hidden.name])
})
