import facts from '@/config/operator.json'

/**
 * Who runs the portal: the facts of the legal notice (§ 5 DDG) and of the accessibility statement (A-B1 to A-B3), from
 * config/operator.json. A fact that only the operator knows is null until it is entered there; pages mark it, and the
 * start reports it.
 */
export type Operator = {
  name: string
  shortName: string
  email: string
  accessibility: Record<keyof typeof facts.accessibility, string | null>
} & Record<Exclude<keyof typeof facts, 'name' | 'shortName' | 'email' | 'accessibility'>, string | null>

export function operator(): Operator {
  return facts
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

/** Facts that the operator has still to enter, by their German names; empty when the pages are complete. */
export function missingOperatorFacts(from: Operator = facts): string[] {
  const { accessibility, ...plain } = from
  const values: Record<string, string | null> = { ...plain }
  for (const [name, value] of Object.entries(accessibility)) values[`accessibility.${name}`] = value
  return Object.entries(operatorFactNames)
    .filter(([key]) => !values[key]?.trim())
    .map(([, name]) => name)
}

/** Facts without which the policy itself is not complete (DS-01, GDPR Art. 13): the others are missed in the legal notice. */
const policyFacts: readonly string[] = [
  operatorFactNames.dataProtectionOfficer,
  operatorFactNames.supervisoryAuthorityForDataProtection,
  operatorFactNames.processors,
]

export function missingPolicyFacts(from?: Operator): string[] {
  return missingOperatorFacts(from).filter((name) => policyFacts.includes(name))
}

/** Facts of the legal notice that are missing: how to reach the operator by letter, telephone or in person (DS-12, § 5 DDG). */
export function missingNoticeFacts(from?: Operator): string[] {
  return missingOperatorFacts(from).filter(
    (name) => !policyFacts.includes(name) && !name.startsWith('Barrierefreiheit') && name !== operatorFactNames.vatId,
  )
}
