import { type Role } from '../db/generated/enums'

export type StaffRole = Exclude<Role, 'member'>

/**
 * The rights of staff, once: pages and actions take their guard from here, and a test proves that each page below
 * /admin uses the entry of its own address. Members and visitors have no entry: they never get in.
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
} as const satisfies Record<string, readonly StaffRole[]>

/** Name of a server action → roles that may call it. */
export const actionRoles = {
  endMemberSessions: adminOnly,
  openErasureRequest: administration,
  resendIdentityCheck: administration,
  closeErasureRequest: administration,
  carryOutErasureRequest: administration,
  extendDataRequest: administration,
  answerDataRequest: administration,
  rectifyData: administration,
  restrictData: administration,
  announceRestrictionEnd: administration,
  withdrawRestrictionEnd: administration,
  renewNotice: adminOnly,
  confirmRun: administration,
  withdrawRunConfirmation: administration,
  startSweep: adminOnly,
  retryFailedMail: adminOnly,
  discardFailedMail: adminOnly,
  retryFailedGroup: adminOnly,
  discardFailedGroup: adminOnly,
  resumeDispatch: adminOnly,
  reportReturned: administration,
  suspend: adminOnly,
  restore: adminOnly,
  prepareBulk: adminOnly,
  submitBulk: adminOnly,
  releaseBulk: administration,
  rejectBulk: administration,
  stopBulk: administration,
  decideVerification: adminOnly,
  takeOverCase: moderation,
  decideOnCase: moderation,
  suspendAuthor: adminOnly,
  endCaseMeasure: moderation,
  enterAuthorsAppeal: moderation,
  decideOnAppeal: moderation,
  setFirstReviews: adminOnly,
  decideOnPublication: moderation,
  placeHold: administration,
  liftHold: administration,
  decideOnHold: administration,
  prepareCourtOrder: administration,
  releaseCourtOrder: dpoOnly,
  rejectCourtOrder: dpoOnly,
  recordHandOver: administration,
  setSecrecy: dpoOnly,
  checkPromises: administration,
  openBreachCase: administration,
  tellAuthority: administration,
  closeBreachCase: dpoOnly,
  beginPolicyDraft: adminOnly,
  savePolicyDraft: adminOnly,
  discardPolicyDraft: adminOnly,
  submitPolicyDraft: adminOnly,
  returnPolicyDraft: administration,
  releasePolicyDraft: dpoOnly,
  repeatAnnouncement: administration,
  enterObjection: administration,
  enterWithdrawal: administration,
  decideOnObjection: administration,
  appointToTeam: adminOnly,
  changeRole: adminOnly,
  saveForumCategory: moderation,
  archiveForumCategory: moderation,
  resetSecondFactor: adminOnly,
} as const satisfies Record<string, readonly StaffRole[]>

/** Moderators judge content, not people: they never see an e-mail address (DS-08). */
export function seesAddresses(role: Role): boolean {
  return administration.some((allowed) => allowed === role)
}

/** May this role open the page? For navigation that shows only what works. */
export function maySee(role: Role, page: keyof typeof pageRoles): boolean {
  return pageRoles[page].some((allowed) => allowed === role)
}

/** May this role call the action? For pages that show only buttons that work. */
export function mayDo(role: Role, action: keyof typeof actionRoles): boolean {
  return actionRoles[action].some((allowed) => allowed === role)
}
