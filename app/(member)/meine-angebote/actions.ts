'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { memberAction, verifiedAction } from '@/app/_edge/action'
import { confirmPublication } from '@/lib/publications/confirm-publication'
import { deletePublication } from '@/lib/publications/delete-publication'
import { savePublication } from '@/lib/publications/save-publication'
import { draftSchema, ofPublicationSchema, ofRevisionSchema, startSchema } from '@/lib/publications/schema'
import { startCorrection } from '@/lib/publications/start-correction'
import { startPublication } from '@/lib/publications/start-publication'
import { submitPublication } from '@/lib/publications/submit-publication'
import { withdrawPublication } from '@/lib/publications/withdraw-publication'
import { contentOfForm } from './form-values'
import { type Notice, noticePath } from './notices'

const HOME = '/meine-angebote'

export const beginPublication = verifiedAction(startSchema, async ({ ctx, input }) => {
  const result = await startPublication(ctx, input)
  if (result.outcome === 'too-many')
    return { problem: 'Heute haben Sie schon sehr viel begonnen. Bitte machen Sie morgen weiter.' }
  redirect(`${HOME}/${result.id}`)
})

const problems = {
  stale:
    'Dieser Text wurde inzwischen in einem anderen Fenster geändert. Ihre Eingaben stehen noch hier. Kopieren Sie sie, laden Sie die Seite neu und übertragen Sie Ihre Änderungen.',
  closed:
    'Dieser Text ist schon eingereicht oder veröffentlicht. Ihre Eingaben stehen noch hier, sind aber nicht gespeichert.',
  gone: 'Diesen Text gibt es nicht mehr. Ihre Eingaben stehen noch hier, sind aber nicht gespeichert.',
}

/** Whatever happens, what was written stays in the form. */
export const saveDraft = verifiedAction(
  draftSchema,
  async ({ ctx, input }) => {
    const result = await savePublication(ctx, { ...input, content: contentOfForm(input) })
    if (result.outcome !== 'saved') return { problem: problems[result.outcome] }
    const page = `${HOME}/${input.page}`
    if (input.next === 'vorschau') redirect(`${page}/vorschau`)
    revalidatePath(page)
    return { done: 'Ihr Entwurf ist gespeichert.' }
  },
  { keepsWork: true },
)

/** By itself while somebody writes: answers with the new revision and leaves the page alone. */
export const autosaveDraft = verifiedAction(draftSchema, async ({ ctx, input }) => {
  const result = await savePublication(ctx, { ...input, content: contentOfForm(input) })
  if (result.outcome !== 'saved') return { problem: problems[result.outcome] }
  return { values: { revision: String(result.revision) } }
})

export const handIn = verifiedAction(ofRevisionSchema, async ({ ctx, input }) => {
  const result = await submitPublication(ctx, input)
  switch (result.outcome) {
    case 'published':
      return redirect(noticePath(`${HOME}/${result.id}`, 'veroeffentlicht'))
    case 'submitted':
      return redirect(noticePath(`${HOME}/${result.id}`, 'eingereicht'))
    case 'incomplete':
      return { problem: Object.values(result.problems).join(' ') }
    case 'stale':
      return {
        problem:
          'Der Text wurde inzwischen geändert. Bitte laden Sie die Vorschau neu und sehen Sie ihn noch einmal an.',
      }
    case 'gone':
      return { problem: problems.gone }
  }
})

export const correct = verifiedAction(ofPublicationSchema, async ({ ctx, input }) => {
  await startCorrection(ctx, input)
  redirect(`${HOME}/${input.publicationId}`)
})

export const confirmStillValid = verifiedAction(ofPublicationSchema, async ({ ctx, input }) => {
  const { outcome } = await confirmPublication(ctx, input)
  redirect(noticePath(`${HOME}/${input.publicationId}`, outcome === 'confirmed' ? 'bestaetigt' : 'nichts-zu-tun'))
})

/** Taking back is open to whoever may no longer publish, too. */
export const takeBack = memberAction(ofPublicationSchema, async ({ ctx, input }) => {
  const { outcome } = await withdrawPublication(ctx, input)
  const notices: Record<typeof outcome, Notice> = {
    withdrawn: 'zurueckgezogen',
    'taken-back': 'wieder-entwurf',
    'not-open': 'nichts-zu-tun',
    gone: 'nichts-zu-tun',
  }
  redirect(noticePath(HOME, notices[outcome]))
})

export const remove = memberAction(ofPublicationSchema, async ({ ctx, input }) => {
  const result = await deletePublication(ctx, input)
  const wasCorrection = result.outcome === 'deleted' && result.wasCorrection
  redirect(noticePath(HOME, wasCorrection ? 'korrektur-verworfen' : 'geloescht'))
})
