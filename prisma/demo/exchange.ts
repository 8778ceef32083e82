import { type PortalContext } from '@/lib/context'
import { saveEntry } from '@/lib/directory/save-entry'
import { type EntryChange } from '@/lib/directory/schema'
import { cancelMails } from '@/lib/mail/queue-mail'
import { readConversation } from '@/lib/messaging/read-conversation'
import { sendReply } from '@/lib/messaging/send-reply'
import { startConversation } from '@/lib/messaging/start-conversation'
import { as, type Event, type Ids, idOf } from './cast'
import { type DemoConversation, type DemoMessage, demoConversations, demoEntries } from './read-demo'

/**
 * What the demo members show in the directory and write to one another, each at its time and by the public verbs (DS-07, DS-08). The mails
 * about it belong to the past and are not sent.
 */
export function demoExchange(ids: Ids): Event[] {
  return [
    ...demoEntries.map(({ daysAgo, email, ...entry }) => ({
      daysAgo,
      happens: (then: PortalContext) => saveEntry(as(ids, then, email), { ...nothingShown, ...entry }),
    })),
    ...demoConversations.flatMap((conversation) => eventsOf(ids, conversation)),
  ]
}

function eventsOf(
  ids: Ids,
  { between: [starter, other], subject, shownAs, messages, readUntil }: DemoConversation,
): Event[] {
  let conversationId = ''
  const [first, ...answers] = messages
  const partnerOf = (email: string) => (email === starter ? other : starter)
  const begin: Event = {
    daysAgo: first.daysAgo,
    happens: async (then) => {
      const recipientId = idOf(ids, other)
      const content = { kind: 'profile', id: recipientId } as const
      const sent = { recipientId, content, shownAs, subject, text: first.text }
      const result = await startConversation(as(ids, then, starter), sent)
      if (result.outcome !== 'sent') throw new Error(`the demo message "${subject}" was not sent: ${result.outcome}`)
      conversationId = result.conversationId
      await cancelMails(then, { accountId: recipientId, templates: ['new-message'] })
    },
  }
  const reply = ({ daysAgo, by = starter, text }: DemoMessage): Event => ({
    daysAgo,
    happens: async (then) => {
      const author = as(ids, then, by)
      await readConversation(author, { id: conversationId })
      const { outcome } = await sendReply(author, { conversationId, text })
      if (outcome !== 'sent') throw new Error(`a demo answer in "${subject}" was not sent: ${outcome}`)
      await cancelMails(then, { accountId: idOf(ids, partnerOf(by)), templates: ['new-message'] })
    },
  })
  const look: Event[] = readUntil
    ? [
        {
          daysAgo: readUntil.daysAgo,
          happens: (then) => readConversation(as(ids, then, readUntil.by), { id: conversationId }),
        },
      ]
    : []
  return [begin, ...answers.map(reply), ...look]
}

const nothingShown: EntryChange = {
  isListed: false,
  showName: false,
  showPosition: false,
  showGroup: false,
  subjects: [],
  introduction: null,
  website: null,
}
