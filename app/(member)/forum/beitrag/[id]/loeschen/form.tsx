'use client'

import { type ReactNode } from 'react'
import { PortalForm } from '@/components/forms/portal-form'
import { Text } from '@/components/kern/text'
import { removePost } from '../../../actions'

export function RemoveForm({ postId, isFirst, children }: { postId: string; isFirst: boolean; children: ReactNode }) {
  return (
    <PortalForm
      action={removePost}
      title="Beitrag löschen"
      intro={
        <>
          <Text>
            Der Text wird endgültig gelöscht. Haben andere danach geschrieben, bleibt an seiner Stelle ein neutraler
            Hinweis ohne Ihren Namen{isFirst ? '; auch der Titel des Themas verschwindet' : ''}.
          </Text>
          {children}
        </>
      }
      submit="Beitrag endgültig löschen"
      submitVariant="danger"
    >
      {() => <input type="hidden" name="postId" value={postId} />}
    </PortalForm>
  )
}
