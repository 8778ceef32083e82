import { readFileSync } from 'node:fs'
import { z } from 'zod'
import facts from '@/config/operator.json'
import { type Settings, SettingsError, settings } from './env'

/**
 * Who runs the portal: the facts of the legal notice (§ 5 DDG) and of the accessibility statement (A-B1 to A-B3). The file that
 * OPERATOR_FILE names goes before config/operator.json, fact by fact. A fact that only the operator knows is null until it is entered;
 * pages mark it, and a public portal does not start without it.
 */
export type Operator = {
  name: string
  shortName: string
  email: string
  accessibility: Record<keyof typeof facts.accessibility, string | null>
} & Record<Exclude<keyof typeof facts, 'name' | 'shortName' | 'email' | 'accessibility'>, string | null>

let current: Operator | undefined

/** The facts as this process knows them, read once. */
export function operator(): Operator {
  current ??= operatorOf(settings())
  return current
}

/** Throws SettingsError where OPERATOR_FILE cannot be read. */
export function operatorOf({ operatorFile }: Pick<Settings, 'operatorFile'>): Operator {
  return operatorFile ? readOperatorFile(operatorFile) : facts
}

const fact = z.string().trim().min(1).nullable()
const certain = z.string().trim().min(1)

const given = z
  .strictObject({
    ...(Object.fromEntries(Object.keys(facts).map((key) => [key, fact])) as Record<keyof typeof facts, typeof fact>),
    name: certain,
    shortName: certain,
    email: z.email(),
    accessibility: z
      .strictObject(
        Object.fromEntries(Object.keys(facts.accessibility).map((key) => [key, fact])) as Record<
          keyof typeof facts.accessibility,
          typeof fact
        >,
      )
      .partial(),
  })
  .partial()

/** The message says in one line what is wrong in the file. */
function readOperatorFile(file: string): Operator {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new SettingsError(`Setting OPERATOR_FILE names ${file}: ${(error as { code?: string }).code ?? 'no JSON'}`)
  }
  const parsed = given.safeParse(content)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(': '),
    )
    throw new SettingsError(`Setting OPERATOR_FILE names ${file}: ${problems.join('; ')}`)
  }
  const { accessibility, ...plain } = parsed.data
  return { ...facts, ...plain, accessibility: { ...facts.accessibility, ...accessibility } } as Operator
}

/** German names of the facts, as the pages and the report at start call them. */
export const operatorFactNames = {
  street: 'Straße und Hausnummer',
  postalCode: 'Postleitzahl',
  city: 'Ort',
  phone: 'Telefon',
  representative: 'Vertretungsberechtigte Person',
  registerCourt: 'Registergericht',
  registerNumber: 'Registernummer',
  vatId: 'Umsatzsteuer- oder Wirtschafts-Identifikationsnummer',
  supervisoryAuthority: 'Aufsichtsbehörde',
  editorResponsible: 'Verantwortlich für redaktionelle Inhalte (§ 18 Abs. 2 MStV)',
  dataProtectionOfficer: 'Datenschutzbeauftragte oder Datenschutzbeauftragter',
  supervisoryAuthorityForDataProtection: 'Aufsichtsbehörde für den Datenschutz',
  processors: 'Auftragsverarbeiter (Serverbetrieb, Versand der E-Mails) und Ort der Verarbeitung',
  'accessibility.status': 'Barrierefreiheit: Stand der Vereinbarkeit',
  'accessibility.reviewedOn': 'Barrierefreiheit: Datum der letzten Überprüfung',
  'accessibility.method': 'Barrierefreiheit: Methode der Überprüfung',
  'accessibility.knownGaps': 'Barrierefreiheit: nicht barrierefreie Inhalte',
  'accessibility.enforcementBody': 'Barrierefreiheit: Durchsetzungsstelle',
  'accessibility.enforcementBodyContact': 'Barrierefreiheit: Anschrift der Durchsetzungsstelle',
} as const

/** A name of a fact in the file, such as `street` or `accessibility.status`. */
type FactName = keyof typeof operatorFactNames

/** Facts that the operator has still to enter, by their names in the file. */
export function missingFacts(from: Operator = operator()): FactName[] {
  const { accessibility, ...plain } = from
  const values: Record<string, string | null> = { ...plain }
  for (const [name, value] of Object.entries(accessibility)) values[`accessibility.${name}`] = value
  return (Object.keys(operatorFactNames) as FactName[]).filter((key) => !values[key]?.trim())
}

/** Not everybody has one. */
export function isOptionalFact(name: FactName): boolean {
  return name === 'vatId'
}

/** The same by their German names; empty when the pages are complete. */
export function missingOperatorFacts(from?: Operator): string[] {
  return missingFacts(from).map((key) => operatorFactNames[key])
}

/** Facts without which the policy itself is not complete (DS-01, GDPR Art. 13): the others are missed in the legal notice. */
const policyFacts: readonly FactName[] = [
  'dataProtectionOfficer',
  'supervisoryAuthorityForDataProtection',
  'processors',
]

export function missingPolicyFacts(from?: Operator): string[] {
  return missingFacts(from)
    .filter((key) => policyFacts.includes(key))
    .map((key) => operatorFactNames[key])
}

/** Facts of the legal notice that are missing: how to reach the operator by letter, telephone or in person (DS-12, § 5 DDG). */
export function missingNoticeFacts(from?: Operator): string[] {
  return missingFacts(from)
    .filter((key) => !policyFacts.includes(key) && !key.startsWith('accessibility.') && !isOptionalFact(key))
    .map((key) => operatorFactNames[key])
}
