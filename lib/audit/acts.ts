/**
 * Closed vocabulary of the audit record: every act that changes or discloses personal data has one entry. Details
 * hold ids, counts and codes only (ASVS 16.2.5).
 */
export const acts = [
  'account.registered',
  'account.email-confirmed',
  'account.profile-updated',
  'account.email-change-requested',
  'account.email-changed',
  'account.password-changed',
  'account.password-reset-requested',
  'account.password-reset',
  'account.data-confirmed',
  'account.role-changed',
  'account.suspended',
  'account.suspension-ended',
  'account.erased',
  'session.started',
  'session.refused',
  'session.ended',
  'limit.reached',
  'policy.accepted',
  'policy.published',
  'lifecycle.notified',
  'lifecycle.reactivated',
  'lifecycle.notice-undeliverable',
  'lifecycle.notice-superseded',
  'lifecycle.sweep-stopped',
  'lifecycle.sweep-confirmed',
  'lifecycle.sweep-started-by-staff',
  'request.opened',
  'request.identity-check-resent',
  'request.identity-confirmed',
  'request.closed',
  'member.viewed',
  'member.searched',
  'mail.retried',
  'mail.discarded',
] as const

export type Act = (typeof acts)[number]
