import { setImmediate } from 'node:timers/promises'
import { type Occasion } from '../../emails/parts/define-letter'
import { type MailCause } from '../codes'
import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { operator } from '../operator'
import { reportError } from '../report-error'
import { MAIL_HEADER, makeReturnKey, type ReturnKey, returnAddress } from '../return-keys'
import { type ClaimedMail, LEASE_MS } from './claim-mail'
import { type Ending, endQuery } from './end-link'
import { isSingleAddress } from './headers'
import { type MailHooks } from './hooks'
import { type Fault } from './judge-reply'
import { type LetterKey, letterOf } from './letters'
import { renderMail } from './render'
import { openLinks } from './sealed-links'
import { type Answer, type Message } from './transport'

export type Prepared =
  | { mail: ClaimedMail; message: Message }
  /** Cannot be made: this mail fails alone (R-M11). */
  | { mail: ClaimedMail; answer: Answer }
  /** Nobody needs it any more. */
  | { mail: ClaimedMail; unwanted: true }

/**
 * Right before sending, outside a transaction: reads the account again (name and address may have changed, the account
 * may be gone), asks whether the mail is still wanted, and makes the text.
 */
export async function prepareMails(ctx: PortalContext, mails: ClaimedMail[], hooks: MailHooks): Promise<Prepared[]> {
  const accounts = await readAccounts(ctx, mails)
  const wanted = await askHooks(ctx, mails, hooks)
  const prepared: Prepared[] = []
  for (const mail of mails) {
    const account = mail.accountId ? accounts.get(mail.accountId) : undefined
    const isGone = mail.accountId !== null && !account
    const answer = wanted.undecided.get(mail.template)
    if (answer) prepared.push({ mail, answer })
    else if (isGone || wanted.unwanted.has(mail.id) || hasExpired(ctx, mail)) prepared.push({ mail, unwanted: true })
    else {
      const props = { ...(mail.props as object), ...wanted.completed.get(mail.id) }
      prepared.push(await prepare(ctx, { ...mail, props }, account))
      // Rendering a whole batch takes half a second: pages get their turn after each mail.
      await setImmediate()
    }
  }
  return prepared
}

type Addressee = Occasion['addressee']
type Account = Addressee & { answersByMail: boolean }

async function prepare(
  ctx: PortalContext,
  mail: ClaimedMail & { props: object },
  account: Account | undefined,
): Promise<Prepared> {
  const to = mail.recipient ?? account?.email ?? ''
  if (!isSingleAddress(to)) {
    return { mail, answer: refused('recipient', 'recipient-refused', 'address not usable') }
  }
  try {
    const props: Partial<Addressee> = openLinks(mail.props, mail)
    const addressee = {
      email: to,
      givenName: props.givenName ?? account?.givenName ?? '',
      surname: props.surname ?? account?.surname ?? '',
    }
    const { appUrl, from, replyPattern, returnPattern } = ctx.mail
    const letter = letterOf(mail.template)
    const isAnswerable = Boolean(letter.answers && mail.answersTo && account?.answersByMail && replyPattern)
    const { caseId } = mail.props as { caseId?: string }
    const answerKey: ReturnKey | undefined = isAnswerable
      ? { kind: 'reply', id: mail.id }
      : caseId
        ? { kind: 'case', id: caseId }
        : undefined
    const answerTo = answerKey && replyPattern && returnAddress(replyPattern, answerKey)
    const ending = mail.accountId ? letter.ending(props) : undefined
    const query = ending && endQuery(mail.accountId ?? '', ending)
    const occasion = {
      addressee,
      appUrl,
      day: berlinDay(mail.renderedFor),
      operator: operator(),
      isAnswerable,
      endUrl: query && `${appUrl}/abmelden?${query}`,
    }
    const rendered = await renderMail(mail.template, props, occasion)
    const message: Message = {
      ...rendered,
      replyTo: rendered.replyTo ?? answerTo,
      from,
      to,
      returnPath: returnPattern && returnAddress(returnPattern, { kind: 'bounce', id: mail.id }),
      messageId: `${mail.id}.${mail.renderedFor.getTime()}@${new URL(appUrl).hostname}`,
      // When this text was first claimed; the text itself is made for the end of that lease.
      preparedAt: new Date(mail.renderedFor.getTime() - LEASE_MS),
      headers: {
        [MAIL_HEADER]: makeReturnKey({ kind: 'mail', id: mail.id }),
        ...(rendered.replyTo ? {} : automatic),
        ...(letter.isAutomaticReply && { 'Auto-Submitted': 'auto-replied' }),
        ...(ending && endingHeaders(appUrl, ending, `${appUrl}/api/abmelden?${query}`)),
      },
    }
    return { mail, message }
  } catch (error) {
    reportError(error, `mail: ${mail.template} not rendered`)
    return { mail, answer: refused('message', 'not-rendered', 'not rendered') }
  }
}

function refused(fault: Fault, cause: MailCause, error: string): Answer {
  return { outcome: 'refused', fault, cause, error, pauseMs: 0 }
}

// RFC 3834: absence notices do not answer.
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

/** One click in the mail program ends them (RFC 8058, 2369); what goes to many has the name of its list (RFC 2919). */
function endingHeaders(appUrl: string, { kind }: Ending, url: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${url}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    ...(kind !== 'messages' && { 'List-Id': `<forum.${new URL(appUrl).hostname}>` }),
  }
}

async function readAccounts(ctx: PortalContext, mails: ClaimedMail[]): Promise<Map<string, Account>> {
  const ids = mails.map(({ accountId }) => accountId).filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.account.findMany({
    where: { id: { in: ids } },
    select: { id: true, email: true, givenName: true, surname: true, answersByMail: true },
  })
  return new Map(rows.map((row) => [row.id, row]))
}

type Verdict = { unwanted: Set<string>; undecided: Map<string, Answer>; completed: Map<string, object> }

async function askHooks(ctx: PortalContext, mails: ClaimedMail[], hooks: MailHooks): Promise<Verdict> {
  const verdict: Verdict = { unwanted: new Set(), undecided: new Map(), completed: new Map() }
  for (const [template, group] of Map.groupBy(mails, (mail) => mail.template)) {
    const hook = hooks[template as LetterKey]
    if (!hook) continue
    try {
      const wanted = await hook.stillWanted?.(
        ctx,
        group.map(({ id, accountId }) => ({ id, accountId })),
      )
      const completed = await hook.complete?.(
        ctx,
        group.map(({ id, accountId, props }) => ({ id, accountId, props })),
      )
      for (const { id } of group) {
        if ((wanted && !wanted.has(id)) || (completed && !completed.has(id))) verdict.unwanted.add(id)
        verdict.completed.set(id, completed?.get(id) ?? {})
      }
    } catch (error) {
      reportError(error, `mail: hook of ${template}`)
      verdict.undecided.set(template, refused('temporary', 'try-later', 'hook failed'))
    }
  }
  return verdict
}

/** A link that no longer works is not worth a mail. */
function hasExpired(ctx: PortalContext, { props }: ClaimedMail): boolean {
  const { expiresAt } = (props ?? {}) as { expiresAt?: string }
  return expiresAt !== undefined && new Date(expiresAt) <= ctx.now()
}
