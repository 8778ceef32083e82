'use server'

import { headers } from 'next/headers'
import { describeContent } from '@/app/_content/describe'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'
import { countUnaskedMail } from '@/lib/auth/unasked-mail'
import { readContentQuery } from '@/lib/content'
import { reportContent } from '@/lib/moderation/report-content'
import { reportSchema } from '@/lib/moderation/schema'

export const report = publicAction(reportSchema, async ({ ctx, member, input }) => {
  const ref = readContentQuery(input)
  const shown = ref && (await describeContent(ctx, ref))
  if (!ref || !shown) return { problem: 'Diesen Inhalt gibt es nicht mehr, oder Sie können ihn nicht sehen.' }
  const attempts = [await throttle(ctx, 'report', member?.accountId ?? clientNetwork(await headers()))]
  if (!member && input.email) attempts.push(await countUnaskedMail(ctx, input.email))
  for (const attempt of attempts) if (attempt.outcome === 'throttled') return throttled(attempt.retryAfterSeconds)
  const { category, explanation, name, email } = input
  const content = { ...ref, authorId: shown.authorId }
  const { outcome } = await reportContent(ctx, { content, category, explanation, name, email })
  return outcome === 'reported' ? arrived : knownAlready
})

const arrived = {
  done: 'Ihre Meldung ist angekommen.',
  doneText:
    'Wir prüfen den Inhalt so bald wie möglich. Haben wir eine E-Mail-Adresse von Ihnen, schreiben wir Ihnen, wie wir entschieden haben.',
}
const knownAlready = {
  done: 'Sie haben diesen Inhalt schon gemeldet.',
  doneText: 'Ihre frühere Meldung ist noch nicht entschieden. Sie brauchen nichts weiter zu tun.',
}
