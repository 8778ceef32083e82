'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { id as idField } from '@/lib/fields'
import { archiveCategory, saveCategory } from '@/lib/forum/keep-categories'
import { categorySchema } from '@/lib/forum/schema'

const saved = success('Die Kategorie ist gespeichert.')

export const saveForumCategory = staffAction('saveForumCategory', categorySchema, async ({ ctx, input }) => {
  const { outcome } = await saveCategory(ctx, input)
  if (outcome === 'name-taken') return { errors: { name: 'Es gibt schon eine Kategorie mit diesem Namen.' } }
  return goTo('/admin/moderation/kategorien', saved)
})

export const archiveForumCategory = staffAction(
  'archiveForumCategory',
  z.strictObject({ id: idField(), archived: z.enum(['yes', 'no']) }),
  async ({ ctx, input: { id, archived } }) => {
    await archiveCategory(ctx, { id, isArchived: archived === 'yes' })
    return goTo('/admin/moderation/kategorien', saved)
  },
)
