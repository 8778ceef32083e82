'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { PortalForm } from '@/components/forms/portal-form'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { BodyField } from '../_parts/body-field'
import { PreviewButton } from '../_parts/preview-button'
import { answerTopic } from '../actions'
import { type QuotedPost } from './quoted-for'

type Props = { topicId: string; quoted?: QuotedPost; isSubscribed: boolean; ownNumber: number }

/** An answer; without scripts it is an ordinary form. */
export function ReplyForm({ topicId, quoted, isSubscribed, ownNumber }: Props) {
  return (
    <section id="antwort" aria-labelledby="antworten" className="flex max-w-2xl scroll-mt-4 flex-col gap-4">
      <Heading level={2} size="medium" id="antworten">
        Antworten
      </Heading>
      <PortalForm
        action={answerTopic}
        errorTitle="Antworten – Forum"
        submit="Antwort veröffentlichen"
        aside={<PreviewButton />}
      >
        {(state) => (
          <>
            <input type="hidden" name="topicId" value={topicId} />
            {quoted ? <Quoted quoted={quoted} topicId={topicId} /> : null}
            <BodyField label="Ihre Antwort" state={state} draft={topicId} ownNumber={ownNumber} />
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

function Quoted({ quoted: { id, author, excerpt }, topicId }: { quoted: QuotedPost; topicId: string }) {
  return (
    <div className="flex flex-col gap-1 border-s-4 border-line ps-4">
      <input type="hidden" name="quotedPostId" value={id} />
      <Text size="small" muted>
        Sie zitieren {author}. <Link href={`/forum/${topicId}#antwort`}>Zitat entfernen</Link>
      </Text>
      <Text>{excerpt}</Text>
    </div>
  )
}
