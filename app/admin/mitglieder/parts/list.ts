import { type MemberChoice, type MemberOrder, type MemberSearch } from '@/lib/accounts/search-members'
import { memberGroupLabels, memberStateLabels, roleLabels } from '@/lib/codes'
import { isUuid } from '@/lib/fields'
import { type AskedOf, choice, day, number, type Query, words } from '@/lib/list'

/** The list of members; who sees no addresses and sign-ins has no filter and no order by them (DS-08). */
export const memberList = {
  path: '/admin/mitglieder',
  filters: {
    suche: words('Suche', 'Name, E-Mail-Adresse, Unternehmen/Institution, Nummer eines Kontos oder Vorgangs'),
    gruppe: choice('Nutzergruppe', memberGroupLabels),
    zustand: choice('Zustand', memberStateLabels),
    rolle: choice('Rolle', roleLabels),
    pruefung: choice('Prüfung', { geprueft: 'Geprüft', offen: 'Nicht geprüft' }),
    login: choice('Letzter Login', {
      nie: 'Noch nie angemeldet',
      halbjahr: 'Seit mehr als sechs Monaten',
      jahr: 'Seit mehr als zwölf Monaten',
    }),
    sperre: choice('Löschsperre', { ja: 'Mit Löschsperre', nein: 'Ohne Löschsperre' }),
    fassung: number('Datenschutzerklärung', 'Nummer der Fassung, die gilt'),
    domain: words('Domain der E-Mail-Adresse', 'Zum Beispiel: firma.de'),
    von: day('Registriert von'),
    bis: day('Registriert bis'),
  },
  sorts: {
    name: { label: 'Name' },
    einrichtung: { label: 'Unternehmen/Institution' },
    registrierung: { label: 'Registrierung', down: true },
    pruefung: { label: 'Prüfung', down: true },
    anmeldung: { label: 'Letzter Login', down: true },
  },
} as const

export type AskedMembers = AskedOf<typeof memberList>

const unseen = { nie: 'never', halbjahr: { months: 6 }, jahr: { months: 12 } } as const
const orders = {
  name: 'name',
  einrichtung: 'organisation',
  registrierung: 'registered',
  pruefung: 'verified',
  anmeldung: 'last-login',
} as const satisfies Record<keyof (typeof memberList)['sorts'], MemberOrder>

/** Whom the filters mean. */
export function choiceOf({ values }: AskedMembers): MemberChoice {
  const { suche, gruppe, zustand, rolle, pruefung, login, sperre, fassung, domain, von, bis } = values
  return {
    text: suche,
    memberGroup: gruppe,
    state: zustand,
    role: rolle,
    isVerified: pruefung && pruefung === 'geprueft',
    unseenFor: login && unseen[login],
    isHeld: sperre && sperre === 'ja',
    version: fassung,
    domain,
    registeredFrom: von,
    registeredUntil: bis,
  }
}

export function filterOf({ sort, page, size, ...asked }: AskedMembers): Omit<MemberSearch, 'reason'> {
  return { ...choiceOf({ sort, page, size, ...asked }), order: orders[sort.by], isDown: sort.down, page, size }
}

/** Each box of the list has a name of its own: a form may send no name twice. */
export function chosenName(id: string): string {
  return `m-${id}`
}

/** The members whose boxes were ticked. */
export function chosenOf(query: Query): string[] {
  return Object.keys(query).flatMap((name) => (name.startsWith('m-') && isUuid(name.slice(2)) ? [name.slice(2)] : []))
}
