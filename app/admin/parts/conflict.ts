import { type FormState } from '@/app/_edge/form-state'
import { type PortalContext } from '@/lib/context'
import { formatInstant } from '@/lib/text'
import { type CaseRef, findCase, lastActOf } from '@/lib/work-queue/timeline'

/** Somebody else was faster: who did what, and what was written stays in the form. */
export async function conflict(ctx: PortalContext, kind: CaseRef['kind'], id: string): Promise<FormState> {
  const about = await findCase(ctx, kind, id)
  const last = about && (await lastActOf(ctx, about))
  const what = last
    ? `Inzwischen hat ${last.who} gehandelt: „${last.label}“ (${formatInstant(last.at)}).`
    : 'Dieser Vorgang wartet nicht mehr: Jemand hat entschieden, oder das Konto ist gelöscht.'
  return { problem: `${what} Ihre Entscheidung ist nicht gespeichert. Ihr Text steht noch hier.`, isLate: true }
}
