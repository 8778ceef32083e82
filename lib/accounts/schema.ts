import { z } from 'zod'
import { type MemberGroup } from '../db/generated/enums'
import { normaliseEmail } from './email-address'
import { memberGroups, needsOrganisation } from './member-groups'

/**
 * Fields of registration and profile (DS-03, DS-04), parsed once at the door. Texts are NFC and trimmed. Pages never
 * send these schemas to the browser: the server is the judge.
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

const messages = {
  surname: { missing: 'Geben Sie Ihren Namen ein.', what: 'Der Name' },
  givenName: { missing: 'Geben Sie Ihren Vornamen ein.', what: 'Der Vorname' },
  organisation: { missing: 'Geben Sie Ihr Unternehmen oder Ihre Institution ein.', what: 'Der Name der Organisation' },
  position: { missing: 'Geben Sie Ihren Aufgabenbereich oder Ihre Position ein.', what: 'Die Angabe' },
  email: 'Geben Sie eine E-Mail-Adresse im richtigen Format ein, zum Beispiel name@beispiel.de.',
  emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
  emailTooLong: 'Die E-Mail-Adresse ist zu lang.',
  emailForeign: 'Vor dem @ sind nur Buchstaben ohne Umlaute, Ziffern und Zeichen wie Punkt oder Bindestrich möglich.',
  memberGroup: 'Wählen Sie Ihre Nutzergruppe aus.',
  password: 'Geben Sie ein Passwort ein.',
  currentPassword: 'Geben Sie Ihr Passwort ein.',
  passwordTooLong: 'Das Passwort ist zu lang.',
  noteTooLong: 'Kürzen Sie den Text auf höchstens 1.000 Zeichen.',
  acceptPolicy: 'Stimmen Sie der Datenschutzerklärung zu, um sich zu registrieren.',
} as const

// Control, format (bidi marks, zero width) and surrogate characters and line separators have no place in one line of text (S-G1, S-E7).
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u
// Our mail greets by name: it must not carry somebody's advertising link to a stranger's address.
const linkLike = /:\/\/|www\.|@/i

type Text = { missing: string; what: string }

/** What is wrong with one line of text, for the person who typed it; undefined if nothing is. */
function lineProblem(text: string, { missing, what }: Text, longest: number): string | undefined {
  if (text === '') return missing
  if ([...text].length > longest) return `${what} darf höchstens ${longest} Zeichen lang sein.`
  if (unprintable.test(text)) return `${what} darf keine Zeilenumbrüche oder unsichtbaren Zeichen enthalten.`
}

function nameProblem(name: string, text: Text): string | undefined {
  const problem = lineProblem(name, text, limits.name)
  if (problem) return problem
  if (!/\p{L}/u.test(name)) return `${text.what} muss mindestens einen Buchstaben enthalten.`
  if (linkLike.test(name)) return `${text.what} darf keine Internet- oder E-Mail-Adresse enthalten.`
}

function tidy(text: string): string {
  return text.normalize('NFC').trim()
}

function personName(text: Text) {
  return z
    .string(text.missing)
    .transform(tidy)
    .superRefine((name, context) => {
      const problem = nameProblem(name, text)
      if (problem) context.addIssue(problem)
    })
}

export const emailField = z.string(messages.emailMissing).transform((raw, context) => {
  const normalised = raw.trim() === '' ? messages.emailMissing : normaliseEmail(raw)
  if (typeof normalised === 'object' && 'email' in normalised) return normalised.email
  const message =
    typeof normalised === 'string'
      ? normalised
      : {
          malformed: messages.email,
          'too-long': messages.emailTooLong,
          'not-deliverable': messages.emailForeign,
        }[normalised.problem]
  context.issues.push({ code: 'custom', input: raw, message })
  return z.NEVER
})

const profileFields = {
  surname: personName(messages.surname),
  givenName: personName(messages.givenName),
  memberGroup: z.enum(memberGroups, messages.memberGroup),
  // Judged by the group, in `organisationComplete`.
  organisation: z.string().optional(),
  position: z.string().optional(),
}

type RawProfile = { memberGroup: MemberGroup; organisation?: string; position?: string }
const organisationKeys = ['organisation', 'position'] as const

/** Company and position are mandatory exactly for the groups that act for an organisation (DS-03). */
function organisationComplete(profile: Partial<RawProfile>, context: z.RefinementCtx): void {
  if (!profile.memberGroup || !needsOrganisation(profile.memberGroup)) return
  for (const key of organisationKeys) {
    const given = profile[key] ?? ''
    // Anything but text has its own issue already.
    if (typeof given !== 'string') continue
    const message = lineProblem(tidy(given), messages[key], limits.organisation)
    if (message) context.addIssue({ code: 'custom', path: [key], message })
  }
}

/** For a private person both are dropped, whatever a browser that hid the fields sent along (DS-03). */
function withOrganisation<T extends RawProfile>({ organisation = '', position = '', ...profile }: T) {
  const needed = needsOrganisation(profile.memberGroup)
  return { ...profile, organisation: needed ? tidy(organisation) : null, position: needed ? tidy(position) : null }
}

// Says everything that is wrong at once, not the organisation only after the rest is right.
const always = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null }

export const currentPasswordField = z
  .string(messages.currentPassword)
  .min(1, messages.currentPassword)
  .max(limits.passwordInput, messages.passwordTooLong)

/** The form "Registrieren". `policyVersion` is the version that the person saw (DS-01, S-E8). */
export const registrationSchema = z
  .strictObject({
    ...profileFields,
    email: emailField,
    password: z.string(messages.password).min(1, messages.password).max(limits.passwordInput, messages.passwordTooLong),
    acceptPolicy: z.literal('yes', messages.acceptPolicy),
    policyVersion: z
      .string()
      .regex(/^[1-9]\d{0,5}$/)
      .transform(Number),
  })
  .superRefine(organisationComplete, always)
  .transform(withOrganisation)

/** Whose page it was: a form must not act on another account that signed in meanwhile in the same browser. */
const accountField = z.uuid()

/** The form "Mein Profil". `seen` is the state of the data when the page was drawn (see update-profile.ts). */
export const profileSchema = z
  .strictObject({ ...profileFields, seen: z.string().max(64), account: accountField })
  .superRefine(organisationComplete, always)
  .transform(withOrganisation)

/** The same fields where staff enter what a member wants corrected (GDPR Art. 16), with a line to the member. */
export const rectificationSchema = z
  .strictObject({
    ...profileFields,
    seen: z.string().max(64),
    requestId: z.uuid(),
    note: z.string().max(limits.note, messages.noteTooLong).transform(tidy),
  })
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

const tokenField = z.string().max(200)

/** A link from a mail: its secret comes back with the button behind it. */
export const linkSchema = z.strictObject({ token: tokenField })

/** Behind the link of a registration: the press counts even where the password is no good, so none is refused here. */
export const confirmationSchema = z.strictObject({ token: tokenField, password: z.string().default('') })

/** Behind the link to a new address; who is signed in as the member needs no password. */
export const newEmailSchema = z.strictObject({
  token: tokenField,
  password: z.string().max(limits.passwordInput, messages.passwordTooLong).optional(),
})
