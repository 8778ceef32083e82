import { z } from 'zod'
import { type MemberGroup } from '../db/generated/enums'
import { address, hidden, id, line, name, secret, text, wholeNumber } from '../fields'
import { memberGroups, needsOrganisation } from './member-groups'

/**
 * Fields of registration and profile (DS-03, DS-04), parsed once at the door. Pages never send these schemas to the browser: the
 * server is the judge.
 */
export const limits = {
  /** Surname and given name, characters */
  name: 100,
  /** Company or institution, area of responsibility or position */
  organisation: 200,
  /** A line by staff to the member */
  note: 1_000,
  /** Beyond this a password is refused before it is looked at; the rules themselves: lib/auth/password.ts */
  passwordInput: 1024,
} as const

export const emailField = address()

const profileFields = {
  surname: name({ max: limits.name, missing: 'Geben Sie Ihren Namen ein.' }),
  givenName: name({
    max: limits.name,
    missing: 'Geben Sie Ihren Vornamen ein. Wenn Sie nur einen Namen haben, geben Sie ihn in beiden Feldern ein.',
    what: 'Der Vorname',
  }),
  memberGroup: z.enum(memberGroups, 'Wählen Sie Ihre Nutzergruppe aus.'),
  // Judged by the group, in `organisationComplete`.
  organisation: hidden(Number.POSITIVE_INFINITY).optional(),
  position: hidden(Number.POSITIVE_INFINITY).optional(),
}

const ofOrganisation = {
  organisation: line({
    max: limits.organisation,
    missing: 'Geben Sie Ihr Unternehmen oder Ihre Institution ein.',
    what: 'Der Name der Organisation',
  }),
  position: line({
    max: limits.organisation,
    missing: 'Geben Sie Ihren Aufgabenbereich oder Ihre Position ein.',
    what: 'Die Angabe',
  }),
}

type RawProfile = { memberGroup: MemberGroup; organisation?: string; position?: string }

/** Company and position are mandatory exactly for the groups that act for an organisation (DS-03). */
function organisationComplete(profile: Partial<RawProfile>, context: z.RefinementCtx): void {
  if (!profile.memberGroup || !needsOrganisation(profile.memberGroup)) return
  for (const key of ['organisation', 'position'] as const) {
    const given = profile[key] ?? ''
    // Anything but text has its own issue already.
    const message =
      typeof given === 'string' ? ofOrganisation[key].safeParse(given).error?.issues[0]?.message : undefined
    if (message) context.addIssue({ code: 'custom', path: [key], message })
  }
}

/** For a private person both are dropped, whatever a browser that hid the fields sent along (DS-03). */
function withOrganisation<T extends RawProfile>({ organisation = '', position = '', ...profile }: T) {
  if (!needsOrganisation(profile.memberGroup)) return { ...profile, organisation: null, position: null }
  return {
    ...profile,
    organisation: ofOrganisation.organisation.parse(organisation),
    position: ofOrganisation.position.parse(position),
  }
}

// Says everything that is wrong at once, not the organisation only after the rest is right.
const always = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null }

export const currentPasswordField = secret({ max: limits.passwordInput, missing: 'Geben Sie Ihr Passwort ein.' })

/** The form "Registrieren". `policyVersion` is the version that the person saw (DS-01, S-E8). */
export const registrationSchema = z
  .strictObject({
    ...profileFields,
    email: emailField,
    password: secret({ max: limits.passwordInput, missing: 'Geben Sie ein Passwort ein.' }),
    acceptPolicy: z.literal('yes', 'Stimmen Sie der Datenschutzerklärung zu, um sich zu registrieren.'),
    policyVersion: wholeNumber('Diese Fassung gibt es nicht.', { max: 999_999 }),
  })
  .superRefine(organisationComplete, always)
  .transform(withOrganisation)

/** Whose page it was: a form must not act on another account that signed in meanwhile in the same browser. */
const accountField = id()

/** The form "Mein Profil". `seen` is the state of the data when the page was drawn (see update-profile.ts). */
export const profileSchema = z
  .strictObject({ ...profileFields, seen: hidden(64), account: accountField })
  .superRefine(organisationComplete, always)
  .transform(withOrganisation)

/** The same fields where staff enter what a member wants corrected (GDPR Art. 16), with a line to the member. */
export const rectificationSchema = z
  .strictObject({ ...profileFields, seen: hidden(64), requestId: id(), note: text({ max: limits.note }) })
  .superRefine(organisationComplete, always)
  .transform(withOrganisation)

export type Registration = z.output<typeof registrationSchema>
export type ProfileChange = Omit<z.output<typeof profileSchema>, 'account'>

/** The form "E-Mail-Adresse ändern". */
export const emailChangeSchema = z.strictObject({
  email: emailField,
  currentPassword: currentPasswordField,
  account: accountField,
})

/** The form "Account löschen". */
export const erasureSchema = z.strictObject({ currentPassword: currentPasswordField, account: accountField })

/** The form "Daten prüfen". */
export const dataCurrentSchema = z.strictObject({ account: accountField })

const tokenField = hidden(200)

/** A link from a mail: its secret comes back with the button behind it. */
export const linkSchema = z.strictObject({ token: tokenField })

/** Behind the link of a registration: the press counts even where the password is no good, so none is refused here. */
export const confirmationSchema = z.strictObject({
  token: tokenField,
  password: hidden(Number.POSITIVE_INFINITY).default(''),
})

/** Behind the link to a new address; who is signed in as the member needs no password. */
export const newEmailSchema = z.strictObject({
  token: tokenField,
  password: secret({ max: limits.passwordInput }).optional(),
})
