import { download, memberRoute, seeOther } from '@/app/_edge/download'
import { compileReport } from '@/lib/access-requests/compile-report'
import { zipReport } from '@/lib/access-requests/zip-report'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { PASSWORD_LENGTH } from '@/lib/auth/limits'

const page = '/mein-profil/daten'

/** The access report as one ZIP (DS-12), after a fresh password (S-A9). Made while it is sent; nothing stays on the server. */
export const POST = memberRoute('/mein-profil/daten/herunterladen', async ({ ctx, member, request }) => {
  const { accountId } = member
  const password = (await request.formData()).get('currentPassword')
  if (typeof password !== 'string' || password === '' || password.length > PASSWORD_LENGTH.longest) {
    return seeOther(`${page}?fehler=passwort#herunterladen`)
  }
  const check = await checkOwnPassword(ctx, { accountId, password })
  if (check.outcome === 'throttled') return seeOther(`${page}?fehler=versuche#herunterladen`)
  if (check.outcome === 'wrong') return seeOther(`${page}?fehler=passwort#herunterladen`)
  const report = await compileReport(ctx, { accountId })
  if (report.outcome === 'gone') return seeOther('/konto-geloescht')
  return download(`${report.name}.zip`, 'application/zip', zipReport(report.files, ctx.now()))
})
