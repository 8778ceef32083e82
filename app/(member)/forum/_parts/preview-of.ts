import { type FormState } from '@/app/_edge/form-state'
import { renderMarkdown } from '@/lib/markdown'

type Draft = { body: string; title?: string; categoryId?: string; subscribe?: boolean }

/** The form comes back with everything that was entered, and with the text as others will see it. Nothing is stored. */
export function previewOf({ body, title, categoryId, subscribe }: Draft): FormState {
  return {
    shownText: renderMarkdown(body),
    values: {
      body,
      ...(title === undefined ? {} : { title }),
      ...(categoryId === undefined ? {} : { categoryId }),
      ...(subscribe ? { subscribe: 'yes' } : {}),
    },
  }
}
