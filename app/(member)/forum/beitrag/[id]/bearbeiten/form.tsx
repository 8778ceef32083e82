'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { Text } from '@/components/kern/text'
import { lengths } from '@/lib/forum/limits'
import { changePost } from '../../../actions'
import { BodyField } from '../../../parts/body-field'
import { PreviewButton } from '../../../parts/preview-button'

type Props = { postId: string; body: string; title?: string /** The change will be marked. */; isMarked: boolean }

export function EditForm({ postId, body, title, isMarked }: Props) {
  return (
    <PortalForm
      action={changePost}
      title="Beitrag bearbeiten"
      page={`/forum/beitrag/${postId}/bearbeiten`}
      intro={
        isMarked ? (
          <Text>
            Ihr Beitrag ist älter als eine Stunde. Die Änderung wird deshalb als solche gekennzeichnet, und die
            Moderation kann die bisherige Fassung noch sehen.
          </Text>
        ) : null
      }
      submit="Änderung speichern"
      aside={<PreviewButton />}
    >
      {(state) => (
        <>
          <input type="hidden" name="postId" value={postId} />
          {title === undefined ? null : (
            <TextField
              name="title"
              label="Titel des Themas"
              defaultValue={title}
              maxLength={lengths.title}
              autoComplete="off"
              state={state}
            />
          )}
          <BodyField label="Ihr Beitrag" state={state} defaultValue={body} rows={12} />
        </>
      )}
    </PortalForm>
  )
}
