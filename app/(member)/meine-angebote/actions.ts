'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { memberAction, verifiedAction } from '@/app/_edge/action'
import { goTo, info, success } from '@/app/_edge/flash'
import { changeEvent } from '@/lib/publications/change-event'
import { confirmPublication } from '@/lib/publications/confirm-publication'
import { deletePublication } from '@/lib/publications/delete-publication'
import { savePublication } from '@/lib/publications/save-publication'
import {
  draftSchema,
  eventPlanSchema,
  ofPublicationSchema,
  ofRevisionSchema,
  startSchema,
} from '@/lib/publications/schema'
import { startCorrection } from '@/lib/publications/start-correction'
import { startPublication } from '@/lib/publications/start-publication'
import { submitPublication } from '@/lib/publications/submit-publication'
import { withdrawPublication } from '@/lib/publications/withdraw-publication'
import { contentOfForm } from './parts/form-values'

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
      return goTo(`${HOME}/${result.id}`, success('Veröffentlicht. Ab jetzt können alle es finden.'))
    case 'submitted':
      return goTo(
        `${HOME}/${result.id}`,
        success('Eingereicht. Wir prüfen Ihren Text und schreiben Ihnen eine E-Mail.'),
      )
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
  const confirmed = success('Danke. Ihre Veröffentlichung bleibt sichtbar.')
  return goTo(`${HOME}/${input.publicationId}`, outcome === 'confirmed' ? confirmed : nothingToDo)
})

const nothingToDo = info('Hier war nichts mehr zu tun.')

/** Of an event that is published. */
export const changePlan = verifiedAction(eventPlanSchema, async ({ ctx, input }) => {
  const { outcome } = await changeEvent(ctx, input)
  return goTo(`${HOME}/${input.publicationId}`, outcome === 'changed' ? plans[input.plan] : nothingToDo)
})

const plans = {
  cancelled: success('Alle sehen jetzt, dass die Veranstaltung ausfällt.'),
  postponed: success(
    'Alle sehen jetzt, dass die Veranstaltung verschoben ist. Den neuen Termin tragen Sie über „Ändern“ ein.',
  ),
  planned: success('Alle sehen jetzt, dass die Veranstaltung stattfindet.'),
}

/** Taking back is open to whoever may no longer publish, too. */
export const takeBack = memberAction(ofPublicationSchema, async ({ ctx, input }) => {
  const { outcome } = await withdrawPublication(ctx, input)
  return goTo(HOME, taken[outcome])
})

const taken = {
  withdrawn: success('Zurückgezogen. Außer Ihnen sieht es niemand mehr.'),
  'taken-back': success('Zurückgenommen. Sie können den Text wieder ändern.'),
  'not-open': nothingToDo,
  gone: nothingToDo,
}

export const remove = memberAction(ofPublicationSchema, async ({ ctx, input }) => {
  const result = await deletePublication(ctx, input)
  const wasCorrection = result.outcome === 'deleted' && result.wasCorrection
  const discarded = success('Die Änderungen sind verworfen. Veröffentlicht bleibt der bisherige Text.')
  return goTo(HOME, wasCorrection ? discarded : success('Gelöscht.'))
})
