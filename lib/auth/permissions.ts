import { type Role } from '../db/generated/enums'

export type StaffRole = Exclude<Role, 'member'>

/**
 * The rights of staff, once: pages, actions and downloads name their entry here as their guard, and a test proves that each
 * below /admin names its own. Members and visitors have no entry: they never get in.
 */
const everybody = ['moderator', 'admin', 'dpo'] as const satisfies StaffRole[]
const administration = ['admin', 'dpo'] as const satisfies StaffRole[]
const adminOnly = ['admin'] as const satisfies StaffRole[]
const moderation = ['moderator', 'admin'] as const satisfies StaffRole[]
const dpoOnly = ['dpo'] as const satisfies StaffRole[]

/** Address of a page → roles that may see it. */
export const pageRoles = {
  '/admin': everybody,
  '/admin/mitglieder': everybody,
  '/admin/mitglieder/[id]': everybody,
  '/admin/mitglieder/sammelvorgaenge': administration,
  '/admin/mitglieder/sammelvorgaenge/neu': adminOnly,
  '/admin/mitglieder/sammelvorgaenge/[id]': administration,
  '/admin/mitglieder/pruefung': adminOnly,
  '/admin/mitglieder/pruefung/[id]': adminOnly,
  '/admin/moderation': everybody,
  '/admin/moderation/[id]': everybody,
  '/admin/moderation/angebote': moderation,
  '/admin/moderation/angebote/[id]': moderation,
  '/admin/moderation/kategorien': moderation,
  '/admin/vorgaenge': administration,
  '/admin/vorgaenge/neu': administration,
  '/admin/vorgaenge/[id]': administration,
  '/admin/inaktivitaet': administration,
  '/admin/inaktivitaet/vorschau': administration,
  '/admin/postausgang': administration,
  '/admin/herausgabe': administration,
  '/admin/herausgabe/neu': administration,
  '/admin/herausgabe/[id]': administration,
  '/admin/nachweis': administration,
  '/admin/nachweis/datenpannen': administration,
  '/admin/datenschutzerklaerung': administration,
  '/admin/datenschutzerklaerung/entwurf': administration,
  '/admin/datenschutzerklaerung/[number]': administration,
  '/admin/datenschutzerklaerung/widersprueche': administration,
  '/admin/datenschutzerklaerung/widersprueche/[id]': administration,
  '/admin/datenschutzerklaerung/widersprueche/neu': administration,
  '/admin/verzeichnis': administration,
  '/admin/zugriffe': administration,
  '/admin/protokoll': dpoOnly,
  '/admin/team': adminOnly,
  '/forum/beitrag/[id]/verlauf': moderation,
} as const satisfies Record<string, readonly StaffRole[]>

/**
 * What an act does to people. All but `ordinary` need a second factor proved a moment ago (ASVS 7.5.3):
 * `discloses`: data of people leave the portal, more than a page of one person shows;
 * `destroys`: what somebody has ends, or cannot simply be taken back: data, an account, a mail, the version that governs;
 * `empowers`: somebody gets or loses a power of staff, or the key to an account.
 */
export type Effect = 'ordinary' | 'discloses' | 'destroys' | 'empowers'
export type StaffAct = { roles: readonly StaffRole[]; effect: Effect }

/** Name of a server action → who may call it, and what it does to people. */
export const staffActs = {
  endMemberSessions: { roles: adminOnly, effect: 'ordinary' },
  openErasureRequest: { roles: administration, effect: 'ordinary' },
  resendIdentityCheck: { roles: administration, effect: 'ordinary' },
  closeErasureRequest: { roles: administration, effect: 'ordinary' },
  carryOutErasureRequest: { roles: administration, effect: 'destroys' },
  extendDataRequest: { roles: administration, effect: 'ordinary' },
  answerDataRequest: { roles: administration, effect: 'ordinary' },
  rectifyData: { roles: administration, effect: 'ordinary' },
  restrictData: { roles: administration, effect: 'ordinary' },
  announceRestrictionEnd: { roles: administration, effect: 'ordinary' },
  withdrawRestrictionEnd: { roles: administration, effect: 'ordinary' },
  renewNotice: { roles: adminOnly, effect: 'ordinary' },
  confirmRun: { roles: administration, effect: 'destroys' },
  withdrawRunConfirmation: { roles: administration, effect: 'ordinary' },
  startSweep: { roles: adminOnly, effect: 'destroys' },
  retryFailedMail: { roles: adminOnly, effect: 'ordinary' },
  discardFailedMail: { roles: adminOnly, effect: 'destroys' },
  retryFailedGroup: { roles: adminOnly, effect: 'ordinary' },
  discardFailedGroup: { roles: adminOnly, effect: 'destroys' },
  resumeDispatch: { roles: adminOnly, effect: 'ordinary' },
  reportReturned: { roles: administration, effect: 'ordinary' },
  suspend: { roles: adminOnly, effect: 'destroys' },
  restore: { roles: adminOnly, effect: 'ordinary' },
  prepareBulk: { roles: adminOnly, effect: 'ordinary' },
  submitBulk: { roles: adminOnly, effect: 'ordinary' },
  releaseBulk: { roles: administration, effect: 'destroys' },
  rejectBulk: { roles: administration, effect: 'ordinary' },
  stopBulk: { roles: administration, effect: 'ordinary' },
  decideVerification: { roles: adminOnly, effect: 'ordinary' },
  takeOverCase: { roles: moderation, effect: 'ordinary' },
  decideOnCase: { roles: moderation, effect: 'ordinary' },
  suspendAuthor: { roles: adminOnly, effect: 'destroys' },
  endCaseMeasure: { roles: moderation, effect: 'ordinary' },
  enterAuthorsAppeal: { roles: moderation, effect: 'ordinary' },
  decideOnAppeal: { roles: moderation, effect: 'ordinary' },
  setFirstReviews: { roles: adminOnly, effect: 'ordinary' },
  decideOnPublication: { roles: moderation, effect: 'ordinary' },
  placeHold: { roles: administration, effect: 'ordinary' },
  liftHold: { roles: administration, effect: 'ordinary' },
  decideOnHold: { roles: administration, effect: 'destroys' },
  prepareCourtOrder: { roles: administration, effect: 'ordinary' },
  releaseCourtOrder: { roles: dpoOnly, effect: 'discloses' },
  rejectCourtOrder: { roles: dpoOnly, effect: 'ordinary' },
  recordHandOver: { roles: administration, effect: 'ordinary' },
  setSecrecy: { roles: dpoOnly, effect: 'ordinary' },
  checkPromises: { roles: administration, effect: 'ordinary' },
  openBreachCase: { roles: administration, effect: 'ordinary' },
  tellAuthority: { roles: administration, effect: 'ordinary' },
  closeBreachCase: { roles: dpoOnly, effect: 'ordinary' },
  beginPolicyDraft: { roles: adminOnly, effect: 'ordinary' },
  savePolicyDraft: { roles: adminOnly, effect: 'ordinary' },
  discardPolicyDraft: { roles: adminOnly, effect: 'destroys' },
  submitPolicyDraft: { roles: adminOnly, effect: 'ordinary' },
  returnPolicyDraft: { roles: administration, effect: 'ordinary' },
  releasePolicyDraft: { roles: dpoOnly, effect: 'destroys' },
  repeatAnnouncement: { roles: administration, effect: 'ordinary' },
  enterObjection: { roles: administration, effect: 'ordinary' },
  enterWithdrawal: { roles: administration, effect: 'ordinary' },
  decideOnObjection: { roles: administration, effect: 'ordinary' },
  appointToTeam: { roles: adminOnly, effect: 'empowers' },
  changeRole: { roles: adminOnly, effect: 'empowers' },
  saveForumCategory: { roles: moderation, effect: 'ordinary' },
  archiveForumCategory: { roles: moderation, effect: 'ordinary' },
  resetSecondFactor: { roles: adminOnly, effect: 'empowers' },
} as const satisfies Record<string, StaffAct>

/** Address of a file that staff fetch or hand in → the same. */
export const staffDownloads = {
  '/admin/herausgabe/[id]/anordnung': { roles: administration, effect: 'ordinary' },
  '/admin/herausgabe/[id]/archiv': { roles: administration, effect: 'discloses' },
  '/admin/nachweis/datenpannen/betroffene': { roles: administration, effect: 'discloses' },
  '/admin/nachweis/paket': { roles: administration, effect: 'ordinary' },
  '/admin/protokoll/csv': { roles: dpoOnly, effect: 'discloses' },
  '/admin/verzeichnis/csv': { roles: administration, effect: 'ordinary' },
  '/admin/verzeichnis/json': { roles: administration, effect: 'ordinary' },
  '/admin/vorgaenge/[id]/auskunft': { roles: administration, effect: 'discloses' },
} as const satisfies Record<string, StaffAct>

/** What members do to their own account → the same. Whoever has no second factor gives the password alone (S-A9). */
export const ownActs = {
  saveProfile: 'ordinary',
  confirmCurrent: 'ordinary',
  saveOwnEntry: 'ordinary',
  saveNotifications: 'ordinary',
  askForVerification: 'ordinary',
  endRestriction: 'ordinary',
  appeal: 'ordinary',
  requestEmailChange: 'empowers',
  changeOwnPassword: 'empowers',
  endSessions: 'destroys',
  eraseOwnAccount: 'destroys',
  showSecret: 'empowers',
  setUpApp: 'empowers',
  setUpPasskey: 'empowers',
  removeOwnApp: 'empowers',
  removeOwnPasskey: 'empowers',
  newRecoveryCodes: 'empowers',
  keepRecoveryCodes: 'ordinary',
  proveWithCode: 'ordinary',
  proveWithPasskey: 'ordinary',
} as const satisfies Record<string, Effect>

export const ownDownloads = {
  '/mein-profil/daten/herunterladen': 'discloses',
} as const satisfies Record<string, Effect>

/** Must the second factor have been proved a moment ago? */
export function isDangerous(effect: Effect): boolean {
  return effect !== 'ordinary'
}

/** Moderators judge content, not people: they never see an e-mail address (DS-08). */
export function seesAddresses(role: Role): boolean {
  return administration.some((allowed) => allowed === role)
}

/** May this role open the page? For navigation that shows only what works. */
export function maySee(role: Role, page: keyof typeof pageRoles): boolean {
  return pageRoles[page].some((allowed) => allowed === role)
}

/** May this role call the action? For pages that show only buttons that work. */
export function mayDo(role: Role, action: keyof typeof staffActs): boolean {
  return staffActs[action].roles.some((allowed) => allowed === role)
}
