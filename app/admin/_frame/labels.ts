import { type MemberState } from '@/lib/accounts/member-state'
import { type Role } from '@/lib/db/generated/enums'

/** German names of codes, as staff read them. */
export const memberStateLabels: Record<MemberState, string> = {
  unconfirmed: 'Adresse nicht bestätigt',
  held: 'Löschsperre',
  suspended: 'Gesperrt',
  restricted: 'Eingeschränkt',
  notified: 'Zur Anmeldung aufgefordert',
  undeliverable: 'Aufforderung unzustellbar',
  active: 'Aktiv',
}

export const roleLabels: Record<Role, string> = {
  member: 'Mitglied',
  moderator: 'Moderation',
  admin: 'Administration',
  dpo: 'Datenschutzbeauftragte',
}
