import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { ReplyForm as AnswerInForum } from '@/app/(member)/forum/[id]/parts/reply-form'
import { ReplyForm as AnswerToMessage } from '@/app/(member)/nachrichten/form'
import { type FieldState } from '@/components/forms/field-state'

/** With scripts, an answer stands in the conversation or topic while it is on its way, and goes when the server has spoken (DS-08). */
const { answer } = vi.hoisted(() => ({ answer: vi.fn<(_: object, form: FormData) => Promise<FieldState>>() }))
vi.mock('@/app/(member)/forum/actions', () => ({ answerTopic: answer }))
vi.mock('@/app/(member)/nachrichten/actions', () => ({ answerMessage: answer }))

const topic = { topicId: 'ein-thema', isSubscribed: false, ownNumber: 0 }
const rooms = [
  ['a topic', (listId?: string) => <AnswerInForum {...topic} listId={listId} />],
  ['a conversation', (listId?: string) => <AnswerToMessage conversation="eine" title="Gespräch" listId={listId} />],
] as const

function page(posts: string[], form: React.ReactNode) {
  return (
    <>
      <ol id="liste">
        {posts.map((post) => (
          <li key={post}>{post}</li>
        ))}
      </ol>
      {form}
    </>
  )
}

let speak: (state: FieldState) => void
beforeEach(() => {
  sessionStorage.clear()
  answer.mockImplementation(() => new Promise((resolve) => (speak = resolve)))
})

const entries = () => within(screen.getByRole('list')).getAllByRole('listitem')
const written = 'Fragen Sie die Kammer.\n\nSie hilft **gern**.'

async function send() {
  await userEvent.type(screen.getByLabelText('Ihre Antwort'), written)
  await userEvent.click(screen.getByRole('button', { name: /^Antwort (senden|veröffentlichen)$/ }))
}

test.each(rooms)(
  'in %s the answer stands last at once, said aloud once, until the real one is there',
  async (_, form) => {
    const { rerender } = render(page(['Wer weiß Rat?'], form('liste')))
    await send()
    expect(entries()).toHaveLength(2)
    expect(entries()[1]).toHaveTextContent('wird gesendet')
    expect(entries()[1]).toHaveTextContent('Fragen Sie die Kammer. Sie hilft **gern**.')
    expect(screen.getAllByRole('status').filter((status) => /wird gesendet/i.test(status.textContent))).toHaveLength(1)
    expect(entries()[1]?.closest('[role="status"], [role="alert"], [aria-live]')).toBeNull()
    await act(async () => speak({}))
    rerender(page(['Wer weiß Rat?', 'Fragen Sie die Kammer.'], form('liste')))
    expect(entries().map(({ textContent }) => textContent)).toEqual(['Wer weiß Rat?', 'Fragen Sie die Kammer.'])
    expect(screen.getByLabelText('Ihre Antwort')).toHaveValue('')
  },
)

test.each(rooms)('in %s an answer that is refused goes again, and the field keeps it', async (_, form) => {
  render(page(['Wer weiß Rat?'], form('liste')))
  await send()
  expect(entries()).toHaveLength(2)
  await act(async () => speak({ problem: 'Bitte warten Sie etwas.', values: { body: written, text: written } }))
  expect(entries()).toHaveLength(1)
  expect(screen.getByRole('alert')).toHaveTextContent('Bitte warten Sie etwas.')
  expect(screen.getByLabelText('Ihre Antwort')).toHaveValue(written)
})

test.each(rooms)('where the list is not on the page of %s, the answer stands in the form', async (_, form) => {
  render(page(['Wer weiß Rat?'], form()))
  await send()
  expect(entries()).toHaveLength(1)
  expect(document.querySelector('form')).toHaveTextContent('Sie hilft **gern**.')
  await act(async () => speak({}))
})

test('a preview publishes nothing and adds nothing to the topic', async () => {
  render(page(['Wer weiß Rat?'], <AnswerInForum {...topic} listId="liste" />))
  await userEvent.type(screen.getByLabelText('Ihre Antwort'), written)
  await userEvent.click(screen.getByRole('button', { name: 'Vorschau' }))
  expect(answer.mock.lastCall?.[1].get('intent')).toBe('preview')
  expect(entries()).toHaveLength(1)
  await act(async () => speak({ values: { body: written } }))
})
