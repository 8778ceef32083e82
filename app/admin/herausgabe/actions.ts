'use server'

import { revalidatePath } from 'next/cache'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success } from '@/app/_edge/flash'
import { type FormState } from '@/app/_edge/form-state'
import { codesOf, disclosureScopeLabels } from '@/lib/codes'
import { rejectDisclosure, releaseDisclosure } from '@/lib/disclosure/decide-disclosure'
import { handOver, setTellFrom } from '@/lib/disclosure/hand-over'
import { prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import {
  disclosureSchema,
  handOverSchema,
  ofDisclosure,
  rejectDisclosureSchema,
  tellFromSchema,
} from '@/lib/disclosure/schema'
import { conflict } from '../parts/conflict'
import { unfitNews } from '../parts/second-person'

const notOpen = info('Über diese Herausgabe ist schon entschieden.')

export const prepareCourtOrder = staffAction(
  'prepareCourtOrder',
  disclosureSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { authority, court, fileNumber, orderedOn, legalBasis, sought } = input
    const scope = codesOf(disclosureScopeLabels).filter((item) => input[`scope-${item}`] === 'yes')
    const result = await prepareDisclosure(ctx, { authority, court, fileNumber, orderedOn, legalBasis, sought, scope })
    switch (result.outcome) {
      case 'ordered-in-future':
        return { errors: { orderedOn: 'Der Tag der Anordnung darf nicht in der Zukunft liegen.' } }
      case 'no-scope':
        return { errors: { 'scope-name': 'Bitte wählen Sie aus, was angeordnet ist.' } }
      case 'concerned':
        return { errors: { sought: 'Das ist Ihr eigenes Konto. Eine andere Person muss die Anordnung eintragen.' } }
      case 'prepared':
        return goTo(
          `/admin/herausgabe/${result.disclosureId}`,
          success('Die Anordnung ist eingetragen. Bitte laden Sie jetzt den Scan hoch.'),
        )
    }
  },
)

const answers = {
  found: 'Das Archiv enthält die angeordneten Angaben.',
  erased: 'Das Konto ist gelöscht; das Archiv enthält die Antwort, die genau das sagt.',
  unknown: 'Es gibt kein solches Konto; das Archiv enthält die Antwort, die genau das sagt.',
}

export const releaseCourtOrder = staffAction('releaseCourtOrder', ofDisclosure, async ({ ctx, input }) => {
  const result = await releaseDisclosure(ctx, input)
  switch (result.outcome) {
    case 'released':
      // The rest of the page shows that it is decided; the form stays, because only its answer holds the password.
      revalidatePath(`/admin/herausgabe/${input.disclosureId}`)
      return {
        done: `Freigegeben. ${answers[result.answer]}`,
        // Shown once, in this answer only; kept nowhere.
        values: { archiveSecret: result.password },
      }
    case 'no-order':
      return { problem: 'Es fehlt noch der Scan der Anordnung.' }
    case 'not-open':
      return goTo(`/admin/herausgabe/${input.disclosureId}`, notOpen)
    default:
      return goTo(`/admin/herausgabe/${input.disclosureId}`, unfitNews[result.outcome])
  }
})

export const rejectCourtOrder = staffAction('rejectCourtOrder', rejectDisclosureSchema, async ({ ctx, input }) => {
  const { outcome } = await rejectDisclosure(ctx, input)
  if (outcome === 'not-open') return conflict(ctx, 'court-order', input.disclosureId)
  const news = {
    rejected: success('Die Herausgabe ist abgelehnt. Es wurden keine Daten gelesen.'),
    ...unfitNews,
  }
  return goTo(`/admin/herausgabe/${input.disclosureId}`, news[outcome])
})

export const recordHandOver = staffAction('recordHandOver', handOverSchema, async ({ ctx, input }) => {
  const { outcome } = await handOver(ctx, input)
  if (outcome === 'in-future') return { errors: { handedOverOn: 'Der Tag darf nicht in der Zukunft liegen.' } }
  if (outcome === 'not-released') return conflict(ctx, 'hand-over', input.disclosureId)
  const news = {
    'handed-over': success('Die Übergabe ist eingetragen. Das Archiv ist hier gelöscht.'),
    concerned: unfitNews.concerned,
  }
  return goTo(`/admin/herausgabe/${input.disclosureId}`, news[outcome])
})

export const setSecrecy = staffAction('setSecrecy', tellFromSchema, async ({ ctx, input }) => {
  const { outcome } = await setTellFrom(ctx, input)
  const news = outcome === 'concerned' ? unfitNews.concerned : success('Der Tag ist gespeichert.')
  return goTo(`/admin/herausgabe/${input.disclosureId}`, news)
})
