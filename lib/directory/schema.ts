import { z } from 'zod'
import { codesOf, type Subject, subjectLabels } from '../codes'
import { tick as box, link, text } from '../fields'
import { INTRODUCTION_LENGTH, WEBSITE_LENGTH } from './limits'

const introduction = text({ max: INTRODUCTION_LENGTH, what: 'Die Vorstellung' }).transform((value) => value || null)

/** An address of the web, nothing that runs or leads to a mailbox. */
const website = link({
  max: WEBSITE_LENGTH,
  problem: 'Bitte geben Sie die vollständige Adresse an. Beispiel: https://www.beispiel.de',
  schemes: ['https:', 'http:'],
})

const subjectBoxes = Object.fromEntries(codesOf(subjectLabels).map((key) => [`subject-${key}`, box])) as Record<
  `subject-${Subject}`,
  typeof box
>

/** The form "Eintrag im Verzeichnis". */
export const entrySchema = z
  .strictObject({
    isListed: box,
    showName: box,
    showPosition: box,
    showGroup: box,
    introduction,
    website,
    ...subjectBoxes,
  })
  .transform(
    ({ introduction: introductionText, isListed, showName, showPosition, showGroup, website: address, ...boxes }) => ({
      isListed,
      showName,
      showPosition,
      showGroup,
      introduction: introductionText,
      website: address,
      subjects: codesOf(subjectLabels).filter((key) => boxes[`subject-${key}`]),
    }),
  )

export type EntryChange = z.output<typeof entrySchema>
