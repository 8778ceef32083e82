import { z } from 'zod'
import { type Subject, subjectKeys } from '../subjects'
import { INTRODUCTION_LENGTH, WEBSITE_LENGTH } from './limits'

const box = z.literal('yes').optional()

const introduction = z
  .string()
  .transform((value) => value.replace(/\r\n?/g, '\n').normalize('NFC').trim())
  .pipe(z.string().max(INTRODUCTION_LENGTH, 'Die Vorstellung ist zu lang. Möglich sind 2.000 Zeichen.'))
  .transform((value) => value || null)

const badWebsite = 'Bitte geben Sie die vollständige Adresse an. Beispiel: https://www.beispiel.de'

/** An address of the web, nothing that runs or leads to a mailbox: https or http, with a host that has a dot. */
const website = z
  .string()
  .max(WEBSITE_LENGTH, badWebsite)
  .transform((value, ctx) => {
    const text = value.trim()
    if (text === '') return null
    const url = URL.parse(/^[a-z]+:/i.test(text) ? text : `https://${text}`)
    const isFine = url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && !url.username && !url.password
    if (isFine) return url.href
    ctx.addIssue({ code: 'custom', message: badWebsite })
    return z.NEVER
  })

const subjectBoxes = Object.fromEntries(subjectKeys.map((key) => [`subject-${key}`, box])) as Record<
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
  .transform(({ isListed, showName, showPosition, showGroup, introduction: text, website: address, ...boxes }) => ({
    isListed: isListed === 'yes',
    showName: showName === 'yes',
    showPosition: showPosition === 'yes',
    showGroup: showGroup === 'yes',
    introduction: text,
    website: address,
    subjects: subjectKeys.filter((key) => boxes[`subject-${key}`] === 'yes'),
  }))

export type EntryChange = z.output<typeof entrySchema>
