/**
 * Why staff look at the data of a member: closed codes for the audit row (DS-06, S-D8). The address of the page that
 * led there says it (`?anlass=`); without one it is general administration.
 */
export const lookReasons = [
  'administration',
  'request',
  'inactivity',
  'mail',
  'policy',
  'verification',
  'moderation',
  'dispute',
] as const

export type LookReason = (typeof lookReasons)[number]

export function lookReason(code: string | undefined): LookReason {
  return lookReasons.find((reason) => reason === code) ?? 'administration'
}
