'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { answerTopic } from '../../actions'
import { BodyField } from '../../parts/body-field'
import { PreviewButton } from '../../parts/preview-button'
import { type QuotedPost } from './quoted-for'

type Props = {
  topicId: string
  /** With the id alone: what is quoted is not known here. */
  quoted?: Partial<QuotedPost> & Pick<QuotedPost, 'id'>
  isSubscribed: boolean
  ownNumber: number
  /** Id of the list of posts under which the answer will stand, if it is on this page. */
  listId?: string
}

/** An answer; without scripts it is an ordinary form. */
export function ReplyForm({ topicId, quoted, isSubscribed, ownNumber, listId }: Props) {
  return (
    <section id="antwort" aria-labelledby="antworten" className="flex max-w-2xl scroll-mt-4 flex-col gap-4">
      <Heading level={2} size="medium" id="antworten">
        Antworten
      </Heading>
      <PortalForm
        action={answerTopic}
        errorTitle="Antworten – Forum"
        page={answerPath(topicId, quoted?.id)}
        submit="Antwort veröffentlichen"
        aside={<PreviewButton />}
      >
        {(state) => (
          <>
            <input type="hidden" name="topicId" value={topicId} />
            {quoted ? <Quoted quoted={quoted} topicId={topicId} /> : null}
            <BodyField label="Ihre Antwort" state={state} draft={topicId} ownNumber={ownNumber} listId={listId} />
            {isSubscribed ? null : (
              <CheckboxField
                name="subscribe"
                label="Bei weiteren Antworten eine E-Mail bekommen"
                optional
                state={state}
              />
            )}
          </>
        )}
      </PortalForm>
    </section>
  )
}

/** The last page, under which the answer will stand, with what is quoted. */
function answerPath(topicId: string, quotedPostId: string | undefined): string {
  return `/forum/${topicId}?seite=letzte${quotedPostId ? `&zitat=${quotedPostId}` : ''}#antwort`
}

function Quoted({
  quoted: { id, author, excerpt },
  topicId,
}: Required<Pick<Props, 'quoted'>> & Pick<Props, 'topicId'>) {
  return (
    <div className="flex flex-col gap-1 border-s-4 border-line ps-4">
      <input type="hidden" name="quotedPostId" value={id} />
      <Text size="small" muted>
        Sie zitieren {author ?? 'einen Beitrag'}. <Link href={`/forum/${topicId}#antwort`}>Zitat entfernen</Link>
      </Text>
      {excerpt ? <Text>{excerpt}</Text> : null}
    </div>
  )
}
