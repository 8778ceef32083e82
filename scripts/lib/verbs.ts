import { type Verb } from './verb'

/** The verbs of the operator's command line; loaded when they are needed, because they need the generated client. */
export const verbs: Record<string, () => Promise<{ verb: Verb }>> = {
  doctor: () => import('../portal/doctor'),
  sweep: () => import('../portal/sweep'),
  forecast: () => import('../portal/forecast'),
  'mail:dispatch': () => import('../portal/mail-dispatch'),
  'mail:drain': () => import('../portal/mail-drain'),
  'mail:loop': () => import('../portal/mail-loop'),
  'mail:receive': () => import('../portal/mail-receive'),
  'admin:create': () => import('../portal/admin-create'),
  'audit:verify': () => import('../portal/audit-verify'),
  'evidence:verify': () => import('../portal/evidence-verify'),
  'factor:reset': () => import('../portal/factor-reset'),
  'secret:rotate': () => import('../portal/secret-rotate'),
  inventory: () => import('../portal/inventory'),
  backup: () => import('../portal/backup'),
  'backup:verify': () => import('../portal/backup-verify'),
  restore: () => import('../portal/restore'),
  'erasures:replay': () => import('../portal/erasures-replay'),
  'db:url': () => import('../portal/db-url'),
  'db:migrate': () => import('../portal/db-migrate'),
}
