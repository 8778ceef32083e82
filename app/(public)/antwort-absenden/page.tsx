import { publicPage } from '@/app/_edge/page'
import { HideToken } from '@/components/account/hide-token'
import { LinkProblem } from '@/components/account/link-problem'
import { PortalForm } from '@/components/forms/portal-form'
import { ButtonLink } from '@/components/kern/button-link'
import { Text } from '@/components/kern/text'
import { replyWaitLabels } from '@/lib/codes'
import { readReplyDraft } from '@/lib/inbound/reply-draft'
import { sendWaitingReply } from './actions'

const heading = 'Antwort absenden'

/** Behind the link in the mail to the stored address: whoever reads that mailbox decides. Opening it changes nothing (S-F4). */
export default publicPage(async ({ ctx, query: { id = '', token = '' } }) => {
  const draft = await readReplyDraft(ctx, { id, token })
  if (!draft) {
    return (
      <LinkProblem heading={heading} title="Diese Antwort gibt es nicht mehr.">
        Sie wurde schon abgesendet oder nach sieben Tagen gelöscht. Oder der Link ist nicht vollständig.
      </LinkProblem>
    )
  }
  return (
    <>
      <HideToken />
      <PortalForm
        action={sendWaitingReply}
        title={heading}
        intro={
          <>
            <Text>
              {replyWaitLabels[draft.reason]} Darum entscheiden Sie, ob der Text{' '}
              {draft.place === 'message' ? 'in der Unterhaltung' : 'im Forum'} unter Ihrem Namen erscheint. Wenn nicht,
              müssen Sie nichts tun: Nach sieben Tagen löschen wir ihn.
            </Text>
            <blockquote className="border-l-4 border-line pl-4">
              <Text className="max-w-2xl whitespace-pre-wrap break-words">{draft.text}</Text>
            </blockquote>
          </>
        }
        submit="Antwort absenden"
        known={{ id, token }}
        afterwards={{
          title: heading,
          more: (
            <p>
              <ButtonLink href={draft.place === 'message' ? '/nachrichten' : '/forum'} variant="secondary">
                {draft.place === 'message' ? 'Meine Nachrichten' : 'Zum Forum'}
              </ButtonLink>
            </p>
          ),
        }}
      />
    </>
  )
})
