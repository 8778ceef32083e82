import { type PublicationContent } from '@/lib/publications/content'
import { type DraftInput } from '@/lib/publications/schema'

/** Field name → what stands in it. */
export type FormValues = Record<string, string>

export function contentOfForm(input: DraftInput): PublicationContent {
  const {
    publicationId: _id,
    page: _page,
    kind: _kind,
    revision: _revision,
    next: _next,
    subject1,
    subject2,
    subject3,
    price,
    ...rest
  } = input
  const subjects = [subject1, subject2, subject3].filter((key) => key !== null)
  return { ...rest, subjects: [...new Set(subjects)], priceCents: price }
}

export function formOfContent(content: PublicationContent): FormValues {
  const { subjects, priceCents, showName, ...rest } = content
  const texts = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? '']))
  return {
    ...texts,
    subject1: subjects[0] ?? '',
    subject2: subjects[1] ?? '',
    subject3: subjects[2] ?? '',
    price: priceCents === null ? '' : (priceCents / 100).toFixed(2).replace('.', ',').replace(/,00$/, ''),
    showName: showName ? 'yes' : '',
  }
}
