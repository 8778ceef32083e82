import { type Role } from '../db/generated/enums'

export type StaffRole = Exclude<Role, 'member'>

/**
 * The rights of staff, once: pages, actions and downloads name their entry here as their guard, and a test proves that each
 * below /admin names its own. Members and visitors have no entry: they never get in.
 */
const everybody = ['moderator', 'admin', 'approver', 'dpo'] as const satisfies StaffRole[]
const adminOnly = ['admin'] as const satisfies StaffRole[]
const moderation = ['moderator', 'admin'] as const satisfies StaffRole[]
/** Reads what members hand in to be verified. */
const caseReading = ['admin', 'dpo'] as const satisfies StaffRole[]
/** Reads cases of the moderation, and what waits there or is hidden. An approver has nothing to release there. */
const content = ['moderator', 'admin', 'dpo'] as const satisfies StaffRole[]
/** Who reads what the administration reads: the second person must see what is released, the data protection officer everything. */
const overseeing = ['admin', 'approver', 'dpo'] as const satisfies StaffRole[]
/** Releases what another person has prepared. Never the data protection officer, who advises and watches (GDPR Art. 38(6)). */
const approverOnly = ['approver'] as const satisfies StaffRole[]
/** Either of the two people: say no, stop, take back, note what was handed over. */
const eitherOfTwo = ['admin', 'approver'] as const satisfies StaffRole[]
/** Opens a case and notes what came in; what is decided about it is not the data protection officer's. */
const caseEntry = ['admin', 'dpo'] as const satisfies StaffRole[]
/** Says what is to be said about an act, and decides nothing. */
const adviceOnly = ['dpo'] as const satisfies StaffRole[]
const watching = ['approver', 'dpo'] as const satisfies StaffRole[]

/** Address of a page → roles that may see it. */
export const pageRoles = {
  '/admin': everybody,
  '/admin/aufgaben': everybody,
  '/admin/mitglieder': everybody,
  '/admin/mitglieder/[id]': everybody,
  '/admin/mitglieder/sammelvorgaenge': overseeing,
  '/admin/mitglieder/sammelvorgaenge/neu': adminOnly,
  '/admin/mitglieder/sammelvorgaenge/[id]': overseeing,
  '/admin/mitglieder/pruefung': caseReading,
  '/admin/mitglieder/pruefung/[id]': caseReading,
  '/admin/moderation': content,
  '/admin/moderation/[id]': content,
  '/admin/moderation/angebote': content,
  '/admin/moderation/angebote/[id]': content,
  '/admin/moderation/kategorien': moderation,
  '/admin/vorgaenge': overseeing,
  '/admin/vorgaenge/neu': caseEntry,
  '/admin/vorgaenge/[id]': overseeing,
  '/admin/vorgaenge/ohne-konto': overseeing,
  '/admin/vorgaenge/ohne-konto/neu': caseEntry,
  '/admin/vorgaenge/ohne-konto/[id]': overseeing,
  '/admin/inaktivitaet': overseeing,
  '/admin/inaktivitaet/vorschau': overseeing,
  '/admin/postausgang': overseeing,
  '/admin/posteingang': overseeing,
  '/admin/herausgabe': overseeing,
  '/admin/herausgabe/neu': adminOnly,
  '/admin/herausgabe/[id]': overseeing,
  '/admin/nachweis': overseeing,
  '/admin/nachweis/datenpannen': overseeing,
  '/admin/nachweis/datenpannen/[id]': overseeing,
  '/admin/datenschutzerklaerung': overseeing,
  '/admin/datenschutzerklaerung/entwurf': overseeing,
  '/admin/datenschutzerklaerung/[number]': overseeing,
  '/admin/datenschutzerklaerung/widersprueche': overseeing,
  '/admin/datenschutzerklaerung/widersprueche/[id]': overseeing,
  '/admin/datenschutzerklaerung/widersprueche/neu': caseEntry,
  '/admin/verzeichnis': overseeing,
  '/admin/zugriffe': overseeing,
  '/admin/protokoll': watching,
  '/admin/team': overseeing,
  '/forum/beitrag/[id]/verlauf': content,
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
  openErasureRequest: { roles: caseEntry, effect: 'ordinary' },
  resendIdentityCheck: { roles: caseEntry, effect: 'ordinary' },
  proveIdentity: { roles: caseEntry, effect: 'ordinary' },
  releaseIdentity: { roles: approverOnly, effect: 'empowers' },
  rejectIdentity: { roles: overseeing, effect: 'ordinary' },
  openOutsideRequest: { roles: caseEntry, effect: 'ordinary' },
  answerOutsideRequest: { roles: adminOnly, effect: 'ordinary' },
  releaseOutsideAnswer: { roles: approverOnly, effect: 'discloses' },
  returnOutsideAnswer: { roles: eitherOfTwo, effect: 'ordinary' },
  extendOutsideRequest: { roles: adminOnly, effect: 'ordinary' },
  closeOutsideRequest: { roles: adminOnly, effect: 'ordinary' },
  closeErasureRequest: { roles: adminOnly, effect: 'ordinary' },
  carryOutErasureRequest: { roles: adminOnly, effect: 'destroys' },
  extendDataRequest: { roles: adminOnly, effect: 'ordinary' },
  answerDataRequest: { roles: adminOnly, effect: 'ordinary' },
  rectifyData: { roles: adminOnly, effect: 'ordinary' },
  restrictData: { roles: adminOnly, effect: 'ordinary' },
  announceRestrictionEnd: { roles: adminOnly, effect: 'ordinary' },
  withdrawRestrictionEnd: { roles: adminOnly, effect: 'ordinary' },
  renewNotice: { roles: adminOnly, effect: 'ordinary' },
  confirmRun: { roles: eitherOfTwo, effect: 'destroys' },
  withdrawRunConfirmation: { roles: eitherOfTwo, effect: 'ordinary' },
  startSweep: { roles: adminOnly, effect: 'destroys' },
  retryFailedMail: { roles: adminOnly, effect: 'ordinary' },
  discardFailedMail: { roles: adminOnly, effect: 'destroys' },
  retryFailedGroup: { roles: adminOnly, effect: 'ordinary' },
  discardFailedGroup: { roles: adminOnly, effect: 'destroys' },
  resumeDispatch: { roles: adminOnly, effect: 'ordinary' },
  sendMailLoop: { roles: adminOnly, effect: 'ordinary' },
  settleInboundMail: { roles: caseEntry, effect: 'ordinary' },
  undoReturned: { roles: caseEntry, effect: 'ordinary' },
  reportReturned: { roles: caseEntry, effect: 'ordinary' },
  suspend: { roles: adminOnly, effect: 'destroys' },
  restore: { roles: adminOnly, effect: 'ordinary' },
  prepareBulk: { roles: adminOnly, effect: 'ordinary' },
  submitBulk: { roles: adminOnly, effect: 'ordinary' },
  releaseBulk: { roles: approverOnly, effect: 'destroys' },
  rejectBulk: { roles: eitherOfTwo, effect: 'ordinary' },
  stopBulk: { roles: eitherOfTwo, effect: 'ordinary' },
  decideVerification: { roles: adminOnly, effect: 'ordinary' },
  verifyOfDomain: { roles: adminOnly, effect: 'ordinary' },
  decideOnCase: { roles: moderation, effect: 'ordinary' },
  suspendAuthor: { roles: adminOnly, effect: 'destroys' },
  endCaseMeasure: { roles: moderation, effect: 'ordinary' },
  enterAuthorsAppeal: { roles: moderation, effect: 'ordinary' },
  decideOnAppeal: { roles: moderation, effect: 'ordinary' },
  setFirstReviews: { roles: adminOnly, effect: 'ordinary' },
  decideOnPublication: { roles: moderation, effect: 'ordinary' },
  placeHold: { roles: adminOnly, effect: 'ordinary' },
  liftHold: { roles: adminOnly, effect: 'ordinary' },
  decideOnHold: { roles: approverOnly, effect: 'destroys' },
  prepareCourtOrder: { roles: adminOnly, effect: 'ordinary' },
  releaseCourtOrder: { roles: approverOnly, effect: 'discloses' },
  rejectCourtOrder: { roles: approverOnly, effect: 'ordinary' },
  recordHandOver: { roles: eitherOfTwo, effect: 'ordinary' },
  setSecrecy: { roles: approverOnly, effect: 'ordinary' },
  checkPromises: { roles: overseeing, effect: 'ordinary' },
  openBreachCase: { roles: caseEntry, effect: 'ordinary' },
  tellAuthority: { roles: caseEntry, effect: 'ordinary' },
  openBreachOfCheck: { roles: caseEntry, effect: 'ordinary' },
  recordBreachFinding: { roles: overseeing, effect: 'ordinary' },
  remarkOnBreach: { roles: overseeing, effect: 'ordinary' },
  assessBreach: { roles: approverOnly, effect: 'ordinary' },
  prepareBreachLetter: { roles: adminOnly, effect: 'ordinary' },
  releaseBreachLetter: { roles: approverOnly, effect: 'destroys' },
  rejectBreachLetter: { roles: eitherOfTwo, effect: 'ordinary' },
  closeBreachCase: { roles: approverOnly, effect: 'ordinary' },
  reopenBreachCase: { roles: approverOnly, effect: 'ordinary' },
  beginPolicyDraft: { roles: adminOnly, effect: 'ordinary' },
  savePolicyDraft: { roles: adminOnly, effect: 'ordinary' },
  discardPolicyDraft: { roles: adminOnly, effect: 'destroys' },
  submitPolicyDraft: { roles: adminOnly, effect: 'ordinary' },
  returnPolicyDraft: { roles: eitherOfTwo, effect: 'ordinary' },
  releasePolicyDraft: { roles: approverOnly, effect: 'destroys' },
  repeatAnnouncement: { roles: adminOnly, effect: 'ordinary' },
  enterObjection: { roles: caseEntry, effect: 'ordinary' },
  enterWithdrawal: { roles: caseEntry, effect: 'ordinary' },
  decideOnObjection: { roles: adminOnly, effect: 'ordinary' },
  claimEntry: { roles: everybody, effect: 'ordinary' },
  saveWorkNotice: { roles: everybody, effect: 'ordinary' },
  giveOpinion: { roles: adviceOnly, effect: 'ordinary' },
  requestTeamChange: { roles: adminOnly, effect: 'empowers' },
  releaseTeamChange: { roles: approverOnly, effect: 'empowers' },
  rejectTeamChange: { roles: eitherOfTwo, effect: 'ordinary' },
  claimChainLoss: { roles: adminOnly, effect: 'ordinary' },
  attestChainLoss: { roles: approverOnly, effect: 'destroys' },
  rejectChainLoss: { roles: eitherOfTwo, effect: 'ordinary' },
  saveForumCategory: { roles: moderation, effect: 'ordinary' },
  archiveForumCategory: { roles: moderation, effect: 'ordinary' },
} as const satisfies Record<string, StaffAct>

/** Address of a file that staff fetch or hand in → the same. */
export const staffDownloads = {
  '/admin/aufgaben/kalender': { roles: everybody, effect: 'ordinary' },
  '/admin/herausgabe/[id]/anordnung': { roles: adminOnly, effect: 'ordinary' },
  '/admin/herausgabe/[id]/archiv': { roles: eitherOfTwo, effect: 'discloses' },
  '/admin/mitglieder/csv': { roles: adminOnly, effect: 'discloses' },
  '/admin/nachweis/datenpannen/betroffene': { roles: overseeing, effect: 'discloses' },
  '/admin/nachweis/datenpannen/meldung': { roles: overseeing, effect: 'ordinary' },
  '/admin/nachweis/paket': { roles: overseeing, effect: 'ordinary' },
  '/admin/protokoll/csv': { roles: watching, effect: 'discloses' },
  '/admin/verzeichnis/csv': { roles: overseeing, effect: 'ordinary' },
  '/admin/verzeichnis/json': { roles: overseeing, effect: 'ordinary' },
  '/admin/vorgaenge/[id]/auskunft': { roles: adminOnly, effect: 'discloses' },
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

/** A page, an act or a file of staff, by its name above. */
export type StaffRight = keyof typeof pageRoles | keyof typeof staffActs | keyof typeof staffDownloads

const allRights: Record<StaffRight, readonly StaffRole[]> = {
  ...pageRoles,
  ...rolesIn(staffActs),
  ...rolesIn(staffDownloads),
}

function rolesIn<Name extends string>(acts: Record<Name, StaffAct>): Record<Name, readonly StaffRole[]> {
  return Object.fromEntries(
    Object.entries<StaffAct>(acts).map(([name, { roles }]) => [name, roles]),
  ) as unknown as Record<Name, readonly StaffRole[]>
}

export function rolesOf(right: StaffRight | readonly StaffRole[]): readonly StaffRole[] {
  return typeof right === 'string' ? allRights[right] : right
}

/** Must the second factor have been proved a moment ago? */
export function isDangerous(effect: Effect): boolean {
  return effect !== 'ordinary'
}

/** Moderators judge content, not people: they never see an e-mail address (DS-08), nor when somebody signed in. */
export function seesAddresses(role: Role): boolean {
  return overseeing.some((allowed) => allowed === role)
}

/** May this role open the page? For navigation that shows only what works. */
export function maySee(role: Role, page: keyof typeof pageRoles): boolean {
  return pageRoles[page].some((allowed) => allowed === role)
}

/** May this role call the action? For pages that show only buttons that work. */
export function mayDo(role: Role, action: keyof typeof staffActs): boolean {
  return staffActs[action].roles.some((allowed) => allowed === role)
}

/** May this role get the file? For pages that show only links that work. */
export function mayGet(role: Role, file: keyof typeof staffDownloads): boolean {
  return staffDownloads[file].roles.some((allowed) => allowed === role)
}
