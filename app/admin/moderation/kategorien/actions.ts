'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { id as idField } from '@/lib/fields'
import { archiveCategory, saveCategory } from '@/lib/forum/keep-categories'
import { categorySchema } from '@/lib/forum/schema'
import { withNotice } from '../../_frame/notices'

export const saveForumCategory = staffAction('saveForumCategory', categorySchema, async ({ ctx, input }) => {
  const { outcome } = await saveCategory(ctx, input)
  if (outcome === 'name-taken') return { errors: { name: 'Es gibt schon eine Kategorie mit diesem Namen.' } }
  redirect(withNotice('/admin/moderation/kategorien', 'kategorie-gespeichert'))
})

export const archiveForumCategory = staffAction(
  'archiveForumCategory',
  z.strictObject({ id: idField(), archived: z.enum(['yes', 'no']) }),
  async ({ ctx, input: { id, archived } }) => {
    await archiveCategory(ctx, { id, isArchived: archived === 'yes' })
    redirect(withNotice('/admin/moderation/kategorien', 'kategorie-gespeichert'))
  },
)
