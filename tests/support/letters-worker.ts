import { sampleOccasion } from '@/emails/parts/sample'
import { letters } from '@/lib/mail/generated/letters'
import { renderMail } from '@/lib/mail/render'

/** Prints the example of every letter as JSON, key and HTML; Playwright cannot load the sources itself. */
const rendered = Object.entries(letters).map(async ([key, { example }]) => {
  const { html } = await renderMail(key, example, sampleOccasion)
  return { key, html }
})
process.stdout.write(JSON.stringify(await Promise.all(rendered)))
