import { type ReactElement } from 'react'
import * as Erased from '../../emails/account-erased'
import { AlreadyRegistered, alreadyRegisteredSubject } from '../../emails/already-registered'
import { AuditAnchor, auditAnchorSubject } from '../../emails/audit-anchor'
import { ConfirmEmailChange, confirmEmailChangeSubject } from '../../emails/confirm-email-change'
import { ConfirmRegistration, confirmRegistrationSubject } from '../../emails/confirm-registration'
import { ContactMessage, contactMessageSubject } from '../../emails/contact-message'
import { EmailChangedNotice, emailChangedNoticeSubject } from '../../emails/email-changed-notice'
import { ErasureRequestIdentity, erasureRequestIdentitySubject } from '../../emails/erasure-request-identity'
import { FailedProofs, failedProofsSubject } from '../../emails/failed-proofs'
import { ForumDigest, ForumNews, forumDigestSubject, forumNewsSubject } from '../../emails/forum'
import { InactivityNotice, inactivityNoticeSubject } from '../../emails/inactivity-notice'
import { type Frame } from '../../emails/layout'
import { MessageDigest, messageDigestSubject } from '../../emails/message-digest'
import * as Moderation from '../../emails/moderation'
import { NewMessage, newMessageSubject } from '../../emails/new-message'
import { PasswordChanged, passwordChangedSubject } from '../../emails/password-changed'
import { PasswordReset, passwordResetSubject } from '../../emails/password-reset'
import * as Policy from '../../emails/policy-change'
import * as Publication from '../../emails/publication'
import * as Request from '../../emails/request'
import * as Restriction from '../../emails/restriction'
import { SecondFactorChanged, secondFactorChangedSubject } from '../../emails/second-factor-changed'
import { StaffAlert, staffAlertSubject } from '../../emails/staff-alert'
import { VerificationDecided, verificationDecidedSubject } from '../../emails/verification'
import { type CalendarDay, lastDayOf } from '../dates'
import { operator } from '../operator'
import { formatDay, formatDayOf, formatInstant, formatNumber, formatPeriod } from '../text'
import { oneLine } from './headers'
import { type MailProps, type TemplateKey } from './templates'

/** Finished German strings; `frame` holds those that every mail shows. Optional ones are left out, not empty. */
export type Values = Record<string, string | string[] | undefined>

export type Addressee = { givenName: string; surname: string; email: string }

/** What a letter may use besides its props. */
export type Occasion = {
  addressee: Addressee
  appUrl: string
  /** Berlin day the text is rendered for; printed periods start here (DS-05). */
  day: CalendarDay
}

type Letter<P, V extends Values> = {
  /** Formats the props: everything a mail shows is decided here, the template only places it. */
  values(props: P, occasion: Occasion): V
  subject(props: V & { frame: Frame }): string
  component(props: V & { frame: Frame }): ReactElement
  /** Mail by a person on behalf of whom somebody may answer. */
  replyTo?(props: P): string
  /** To an address that nobody has proved: no name in it, which anybody can have entered. */
  isToStranger?: true
}

/** Checks that values and template fit together, then forgets the names of the values. */
function letter<P, V extends Values>(parts: Letter<P, V>): AnyLetter<P> {
  return parts as unknown as AnyLetter<P>
}

type AnyLetter<P> = {
  values(props: P, occasion: Occasion): Values
  subject(props: object): string
  component(props: object): ReactElement
  replyTo?(props: P): string
  isToStranger?: true
}

/** One entry per mail. */
export const letters: { [K in TemplateKey]: AnyLetter<MailProps[K]> } = {
  'confirm-registration': letter({
    values: (props: MailProps['confirm-registration'], occasion: Occasion) => ({
      ...linkValues(props, occasion),
      refuseUrl: ownUrl(props.refuseUrl, occasion.appUrl),
    }),
    subject: confirmRegistrationSubject,
    component: ConfirmRegistration,
    isToStranger: true,
  }),
  'already-registered': letter({
    values: (_: object, { appUrl }: Occasion) => ({
      signInUrl: `${appUrl}/anmelden`,
      resetUrl: `${appUrl}/passwort-vergessen`,
    }),
    subject: alreadyRegisteredSubject,
    component: AlreadyRegistered,
  }),
  'confirm-email-change': letter({
    values: linkValues,
    subject: confirmEmailChangeSubject,
    component: ConfirmEmailChange,
    isToStranger: true,
  }),
  'email-changed-notice': letter({
    values: ({ changedAt }: MailProps['email-changed-notice']) => ({ changed: formatInstant(instant(changedAt)) }),
    subject: emailChangedNoticeSubject,
    component: EmailChangedNotice,
  }),
  'password-reset': letter({ values: linkValues, subject: passwordResetSubject, component: PasswordReset }),
  'password-changed': letter({
    values: ({ changedAt }: MailProps['password-changed'], { appUrl }: Occasion) => ({
      changed: formatInstant(instant(changedAt)),
      resetUrl: `${appUrl}/passwort-vergessen`,
    }),
    subject: passwordChangedSubject,
    component: PasswordChanged,
  }),
  'second-factor-changed': letter({
    values: ({ changedAt, isAdded }: MailProps['second-factor-changed'], { appUrl }: Occasion) => ({
      changed: formatInstant(instant(changedAt)),
      change: isAdded ? 'eingerichtet' : 'entfernt',
      securityUrl: `${appUrl}/mein-profil/sicherheit`,
    }),
    subject: secondFactorChangedSubject,
    component: SecondFactorChanged,
  }),
  'failed-proofs': letter({
    values: ({ kind, failures, isBlocked, failedAt }: MailProps['failed-proofs'], { appUrl }: Occasion) => ({
      isCode: kind === 'code' ? 'yes' : undefined,
      isBlocked: isBlocked ? 'yes' : undefined,
      failures: formatNumber(failures),
      failed: formatInstant(instant(failedAt)),
      resetUrl: `${appUrl}/passwort-vergessen`,
      contactUrl: `${appUrl}/kontakt`,
    }),
    subject: failedProofsSubject,
    component: FailedProofs,
  }),
  'inactivity-notice': letter({
    values: (props: MailProps['inactivity-notice'], { addressee, appUrl, day }: Occasion) => ({
      name: `${addressee.givenName} ${addressee.surname}`,
      email: addressee.email,
      inactiveSince: formatDayOf(instant(props.inactiveSince)),
      inactivityPeriod: formatPeriod(props.inactivityPeriod),
      responsePeriod: formatPeriod(props.responsePeriod),
      lastDay: formatDay(lastDayOf(day, props.responsePeriod)),
      signInUrl: `${appUrl}/anmelden`,
    }),
    subject: inactivityNoticeSubject,
    component: InactivityNotice,
  }),
  'erased-inactive': letter({
    values: (props: MailProps['erased-inactive']) => ({
      ...erasedValues(props),
      notified: props.noticeAcceptedAt && formatDayOf(instant(props.noticeAcceptedAt)),
      lastDay: props.respondBy && formatDay(props.respondBy),
    }),
    subject: Erased.accountErasedSubject,
    component: Erased.ErasedForInactivity,
  }),
  'erased-self': letter({
    values: erasedValues,
    subject: Erased.accountErasedSubject,
    component: Erased.ErasedBySelf,
  }),
  'erased-request': letter({
    values: (props: MailProps['erased-request']) => ({
      ...erasedValues(props),
      received: props.receivedOn && formatDay(props.receivedOn),
    }),
    subject: Erased.accountErasedSubject,
    component: Erased.ErasedOnRequest,
  }),
  'erased-staff': letter({
    values: erasedValues,
    subject: Erased.accountErasedSubject,
    component: Erased.ErasedByStaff,
  }),
  'erasure-request-identity': letter({
    values: (props: MailProps['erasure-request-identity'], occasion: Occasion) => ({
      ...linkValues(props, occasion),
      received: formatDay(props.receivedOn),
    }),
    subject: erasureRequestIdentitySubject,
    component: ErasureRequestIdentity,
  }),
  'policy-announcement': letter({
    values: (
      { version, summary, objectionPeriods, governing, earlier }: MailProps['policy-announcement'],
      { appUrl, day }: Occasion,
    ) => ({
      version: String(version),
      summary,
      governing: governing === undefined ? undefined : String(governing),
      earlier: earlier?.map((one) => `Fassung ${one.version}: ${one.summary}`),
      lastDay: formatDay(objectionPeriods.map((period) => lastDayOf(day, period)).reduce(later)),
      changesUrl:
        governing === undefined
          ? `${appUrl}/datenschutz/versionen/${version}/aenderungen`
          : `${appUrl}/datenschutz/versionen/vergleich?von=${governing}&bis=${version}`,
      versionUrl: `${appUrl}/datenschutz/versionen/${version}`,
      objectionUrl: `${appUrl}/datenschutz/widerspruch`,
    }),
    subject: Policy.policyAnnouncementSubject,
    component: Policy.PolicyAnnouncement,
  }),
  'objection-received': letter({
    values: ({ version, receivedOn, governing }: MailProps['objection-received'], { appUrl }: Occasion) => ({
      version: String(version),
      governing: String(governing),
      received: formatDay(receivedOn),
      objectionUrl: `${appUrl}/datenschutz/widerspruch`,
    }),
    subject: Policy.objectionReceivedSubject,
    component: Policy.ObjectionReceived,
  }),
  'objection-withdrawn': letter({
    values: (
      { version, withdrawnAt, inForce, receivedOn }: MailProps['objection-withdrawn'],
      { appUrl }: Occasion,
    ) => ({
      version: String(version),
      withdrawn: formatInstant(instant(withdrawnAt)),
      received: receivedOn && formatDay(receivedOn),
      effect: inForce
        ? `Fassung ${version} gilt jetzt für Sie.`
        : `Fassung ${version} gilt für Sie nach dem Ende Ihrer Frist. Bis dahin können Sie erneut widersprechen.`,
      objectionUrl: `${appUrl}/datenschutz/widerspruch`,
    }),
    subject: Policy.objectionWithdrawnSubject,
    component: Policy.ObjectionWithdrawn,
  }),
  'request-received': letter({
    values: (props: MailProps['request-received'], occasion: Occasion) => ({
      ...linkValues(props, occasion),
      kind: props.kind,
      explanation: props.explanation,
      received: formatDay(props.receivedOn),
      due: formatDay(props.dueOn),
    }),
    subject: Request.requestReceivedSubject,
    component: Request.RequestReceived,
  }),
  'request-extended': letter({
    values: ({ kind, receivedOn, dueOn, reason }: MailProps['request-extended']) => ({
      kind,
      received: formatDay(receivedOn),
      due: formatDay(dueOn),
      reason,
    }),
    subject: Request.requestExtendedSubject,
    component: Request.RequestExtended,
  }),
  'request-answered': letter({
    values: ({ kind, receivedOn, answer, reportUrl }: MailProps['request-answered'], { appUrl }: Occasion) => ({
      kind,
      received: formatDay(receivedOn),
      answer,
      reportUrl: reportUrl && ownUrl(reportUrl, appUrl),
    }),
    subject: Request.requestAnsweredSubject,
    component: Request.RequestAnswered,
  }),
  'request-refused': letter({
    values: ({ kind, receivedOn, reason }: MailProps['request-refused']) => ({
      kind,
      received: formatDay(receivedOn),
      reason,
      authority: operator().supervisoryAuthorityForDataProtection ?? undefined,
    }),
    subject: Request.requestRefusedSubject,
    component: Request.RequestRefused,
  }),
  'request-withdrawn': letter({
    values: ({ kind, receivedOn }: MailProps['request-withdrawn']) => ({ kind, received: formatDay(receivedOn) }),
    subject: Request.requestWithdrawnSubject,
    component: Request.RequestWithdrawn,
  }),
  'request-rectified': letter({
    values: ({ receivedOn, changes, note }: MailProps['request-rectified'], { appUrl }: Occasion) => ({
      received: formatDay(receivedOn),
      changes,
      note,
      profileUrl: `${appUrl}/mein-profil`,
    }),
    subject: Request.requestRectifiedSubject,
    component: Request.RequestRectified,
  }),
  'restriction-placed': letter({
    values: ({ ground, reason }: MailProps['restriction-placed'], { appUrl }: Occasion) => ({
      ground,
      reason,
      profileUrl: `${appUrl}/mein-profil`,
    }),
    subject: Restriction.restrictionPlacedSubject,
    component: Restriction.RestrictionPlaced,
  }),
  'restriction-ends': letter({
    values: ({ reason, period }: MailProps['restriction-ends'], { day }: Occasion) => ({
      reason,
      lastDay: formatDay(lastDayOf(day, period)),
    }),
    subject: Restriction.restrictionEndsSubject,
    component: Restriction.RestrictionEnds,
  }),
  'restriction-goes-on': letter({
    values: () => ({}),
    subject: Restriction.restrictionGoesOnSubject,
    component: Restriction.RestrictionGoesOn,
  }),
  'verification-decided': letter({
    values: ({ decision, reason }: MailProps['verification-decided'], { appUrl }: Occasion) => ({
      ...verificationWords[decision],
      reason,
      profileUrl: `${appUrl}/mein-profil`,
    }),
    subject: verificationDecidedSubject,
    component: VerificationDecided,
  }),
  'report-received': letter({
    values: ({ what, reportedAt }: MailProps['report-received'], { appUrl }: Occasion) => ({
      what,
      reported: formatInstant(instant(reportedAt)),
      rulesUrl: `${appUrl}/nutzungsregeln`,
    }),
    subject: Moderation.reportReceivedSubject,
    component: Moderation.ReportReceived,
  }),
  'report-decided': letter({
    values: ({ what, reportedAt, hasMeasure, reason }: MailProps['report-decided'], { appUrl }: Occasion) => ({
      what,
      reported: formatInstant(instant(reportedAt)),
      result: hasMeasure
        ? 'Wir haben eine Maßnahme ergriffen.'
        : 'Wir sehen keinen Verstoß und haben nichts unternommen.',
      reason,
      rulesUrl: `${appUrl}/nutzungsregeln`,
      contactUrl: `${appUrl}/kontakt`,
    }),
    subject: Moderation.reportDecidedSubject,
    component: Moderation.ReportDecided,
  }),
  'measure-taken': letter({
    values: ({ appealUntil, ...props }: MailProps['measure-taken'], { appUrl }: Occasion) => ({
      what: props.what,
      effect: props.effect,
      ground: props.ground,
      occasion: props.occasion,
      reason: props.reason,
      until: formatDay(appealUntil),
      rulesUrl: `${appUrl}/nutzungsregeln`,
      appealUrl: `${appUrl}/mein-profil/moderation`,
      contactUrl: `${appUrl}/kontakt`,
    }),
    subject: Moderation.measureTakenSubject,
    component: Moderation.MeasureTaken,
  }),
  'measure-ended': letter({
    values: ({ what, effect, reason }: MailProps['measure-ended'], { appUrl }: Occasion) => ({
      what,
      effect,
      reason,
      profileUrl: `${appUrl}/mein-profil/moderation`,
    }),
    subject: Moderation.measureEndedSubject,
    component: Moderation.MeasureEnded,
  }),
  'appeal-decided': letter({
    values: ({ what, isUpheld, answer }: MailProps['appeal-decided'], { appUrl }: Occasion) => ({
      what,
      title: isUpheld ? 'Ihre Beschwerde hat Erfolg' : 'Ihre Beschwerde ist abgelehnt',
      text: isUpheld ? 'Die Maßnahme ist aufgehoben. Die Begründung:' : 'Die Maßnahme bleibt bestehen. Die Begründung:',
      answer,
      profileUrl: `${appUrl}/mein-profil/moderation`,
    }),
    subject: Moderation.appealDecidedSubject,
    component: Moderation.AppealDecided,
  }),
  'publication-published': letter({
    values: ({ title, url }: MailProps['publication-published'], { appUrl }: Occasion) => ({
      name: title,
      url: ownUrl(url, appUrl),
    }),
    subject: Publication.publicationPublishedSubject,
    component: Publication.PublicationPublished,
  }),
  'publication-returned': letter({
    values: ({ title, answer, url }: MailProps['publication-returned'], { appUrl }: Occasion) => ({
      name: title,
      answer,
      url: ownUrl(url, appUrl),
    }),
    subject: Publication.publicationReturnedSubject,
    component: Publication.PublicationReturned,
  }),
  'publication-ending': letter({
    values: ({ title, lastDay, goesOnFor, url }: MailProps['publication-ending'], { appUrl }: Occasion) => ({
      name: title,
      lastDay: formatDay(lastDay),
      url: ownUrl(url, appUrl),
      wayOn: goesOnFor
        ? `Gilt alles noch? Dann bestätigen Sie es mit einem Klick, und es bleibt noch einmal ${formatPeriod(goesOnFor)} sichtbar.`
        : 'Findet es weiter statt? Dann ändern Sie das Datum.',
    }),
    subject: Publication.publicationEndingSubject,
    component: Publication.PublicationEnding,
  }),
  'audit-anchor': letter({
    values: ({ at, position, hash, url }: MailProps['audit-anchor'], { appUrl }: Occasion) => ({
      day: formatDayOf(instant(at)),
      position: formatNumber(position),
      hash,
      url: ownUrl(url, appUrl),
    }),
    subject: auditAnchorSubject,
    component: AuditAnchor,
  }),
  'staff-alert': letter({
    values: ({ headline, lines, url }: MailProps['staff-alert'], { appUrl }: Occasion) => ({
      headline,
      lines,
      url: ownUrl(url, appUrl),
    }),
    subject: staffAlertSubject,
    component: StaffAlert,
  }),
  'new-message': letter({
    values: ({ from, subject, text, conversationId }: MailProps['new-message'], { appUrl }: Occasion) => {
      if (!from || !subject || !text || !conversationId) throw new Error('the mail about a message was not completed')
      return {
        from: oneLine(from),
        subject: oneLine(subject),
        text,
        url: `${appUrl}/nachrichten/${conversationId}`,
        settingsUrl: `${appUrl}/mein-profil/benachrichtigungen`,
      }
    },
    subject: newMessageSubject,
    component: NewMessage,
  }),
  'message-digest': letter({
    values: ({ lines, unread, more }: MailProps['message-digest'], { appUrl }: Occasion) => {
      if (!lines || !unread) throw new Error('the daily mail about messages was not completed')
      return {
        count: unread === 1 ? 'eine ungelesene Nachricht' : `${formatNumber(unread)} ungelesene Nachrichten`,
        lines: [...lines.map(oneLine), ...(more ? [`und ${formatNumber(more)} weitere Unterhaltungen`] : [])],
        url: `${appUrl}/nachrichten`,
        settingsUrl: `${appUrl}/mein-profil/benachrichtigungen`,
      }
    },
    subject: messageDigestSubject,
    component: MessageDigest,
  }),
  'forum-news': letter({
    values: ({ kind, category, url, unsubscribeUrl }: MailProps['forum-news'], { appUrl }: Occasion) => ({
      what: kind === 'topic' ? `Neues Thema im Forum: ${category}` : `Neue Antwort im Forum: ${category}`,
      target: kind === 'topic' ? 'Thema ansehen' : 'Antwort ansehen',
      url: ownUrl(url, appUrl),
      unsubscribeUrl: ownUrl(unsubscribeUrl, appUrl),
    }),
    subject: forumNewsSubject,
    component: ForumNews,
  }),
  'forum-digest': letter({
    values: ({ lines, url, unsubscribeUrl }: MailProps['forum-digest'], { appUrl }: Occasion) => ({
      lines,
      url: ownUrl(url, appUrl),
      unsubscribeUrl: ownUrl(unsubscribeUrl, appUrl),
    }),
    subject: forumDigestSubject,
    component: ForumDigest,
  }),
  'contact-message': letter({
    values: ({ name, replyTo, subject, message }: MailProps['contact-message']) => ({
      name,
      replyTo,
      subject,
      message,
    }),
    subject: contactMessageSubject,
    component: ContactMessage,
    replyTo: ({ replyTo }) => replyTo,
  }),
}

const verificationWords = {
  verified: {
    title: 'Ihre Angaben sind geprüft',
    text: 'wir haben Ihre Angaben geprüft und bestätigt.',
    next: 'Sie können jetzt Angebote veröffentlichen, im Forum schreiben und andere Mitglieder anschreiben.',
  },
  asked: {
    title: 'Wir haben eine Frage zu Ihren Angaben',
    text: 'bei der Prüfung Ihrer Angaben ist eine Frage offen geblieben.',
    next: 'Bitte antworten Sie in Ihrem Profil oder berichtigen Sie dort Ihre Angaben. Danach prüfen wir noch einmal.',
  },
  refused: {
    title: 'Wir konnten Ihre Angaben nicht bestätigen',
    text: 'wir haben Ihre Angaben geprüft und konnten sie nicht bestätigen.',
    next: 'Sie können weiter alles lesen. Stimmt etwas nicht, berichtigen Sie Ihre Angaben in Ihrem Profil oder schreiben Sie uns dort; dann prüfen wir noch einmal.',
  },
} as const

function linkValues({ url, expiresAt }: { url: string; expiresAt: string }, { appUrl }: Occasion) {
  const until = instant(expiresAt)
  return { url: ownUrl(url, appUrl), expires: formatInstant(until), expiresDay: formatDayOf(until) }
}

function erasedValues({ erasedAt }: { erasedAt: string }) {
  return { erased: formatDayOf(instant(erasedAt)) }
}

function later(one: CalendarDay, other: CalendarDay): CalendarDay {
  return one > other ? one : other
}

function instant(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new Error('a mail has a broken instant')
  return date
}

/** Mails lead to the portal and nowhere else (S-G4). */
function ownUrl(url: string, appUrl: string): string {
  if (new URL(url).origin !== new URL(appUrl).origin) throw new Error('a mail has a link to another host')
  return url
}
