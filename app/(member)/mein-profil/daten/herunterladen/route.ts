import { download, formOf, memberRoute, plain, seeWhy } from '@/app/_edge/download'
import { danger } from '@/app/_edge/flash'
import { compileReport } from '@/lib/access-requests/compile-report'
import { zipReport } from '@/lib/access-requests/zip-report'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { PASSWORD_LENGTH } from '@/lib/auth/limits'

const page = '/mein-profil/daten'
const wrong = danger('Das Passwort ist nicht richtig. Es wurde nichts heruntergeladen.')
const tooMany = danger(
  'Zu viele Versuche. Bitte warten Sie einige Minuten und versuchen Sie es dann noch einmal. Es wurde nichts heruntergeladen.',
)

/** The access report as one ZIP (DS-12), after a fresh password (S-A9). Made while it is sent; nothing stays on the server. */
export const POST = memberRoute('/mein-profil/daten/herunterladen', async ({ ctx, member, request }) => {
  const { accountId } = member
  const password = (await formOf(request)).get('currentPassword')
  if (typeof password !== 'string' || password === '' || password.length > PASSWORD_LENGTH.longest) {
    return seeWhy(ctx, page, wrong)
  }
  const check = await checkOwnPassword(ctx, { accountId, password })
  if (check.outcome === 'throttled') return seeWhy(ctx, page, tooMany)
  if (check.outcome === 'wrong') return seeWhy(ctx, page, wrong)
  const report = await compileReport(ctx, { accountId })
  if (report.outcome === 'gone') return plain(410, 'Dieses Konto ist gelöscht.')
  return download(`${report.name}.zip`, 'application/zip', zipReport(report.files, ctx.now()))
})
