import { describe, expect, test } from 'vitest'
import { beginsWithMay, keyOf, reachableVerbs } from '../support/verbs'

/**
 * The second lock (lib/may.ts): every verb that a page, action or route reaches asks who acts before anything else, or stands here with
 * the reason why everybody may (DS-06).
 */
const OPEN: Record<string, string[]> = {
  'everybody may read what is published': [
    'policies/notice noticesForVisitors',
    'policies/published-versions listVersions',
    'policies/published-versions newestVersion',
    'policies/published-versions publishedVersion',
    'policies/readable-version readableVersion',
    'publications/current currentPublications',
    'publications/feed-entries countPublished',
    'publications/feed-entries eventsOf',
    'publications/feed-entries lastChange',
    'publications/feed-entries newestPublications',
    'publications/feed-entries sitemapEntries',
    'publications/search-publications searchPublications',
    'publications/shown showGone',
    'publications/shown showPublication',
  ],
  'everybody may ask': [
    'accounts/register-member askToRegister',
    'accounts/request-password-reset requestPasswordReset',
    'contact/send-contact-message sendContactMessage',
    'moderation/report-content reportContent',
  ],
  'a link is the proof': [
    'access-requests/confirm-request confirmRequest',
    'access-requests/read-request-link readRequestLink',
    'accounts/confirm-email-change confirmEmailChange',
    'accounts/confirm-email-change readEmailChangeLink',
    'accounts/confirm-registration confirmRegistration',
    'accounts/confirm-registration readRegistrationLink',
    'accounts/reset-password readResetLink',
    'accounts/reset-password resetPassword',
    'erasure/withdraw-registration withdrawRegistration',
    'end-mails describeEnding',
    'end-mails endMails',
    'forum/old-end-link readOldEndLink',
    'inbound/reply-draft readReplyDraft',
    'inbound/reply-draft sendReplyDraft',
  ],
  'a signature is the proof': [
    'inbound/drain-resend takeReceived',
    'mail/record-bounce recordBounce',
    'mail/record-refused-report recordReadReport',
    'mail/record-refused-report recordRefusedReport',
  ],
  'it makes somebody the member who acts': [
    'auth/finish-sign-in finishSignIn',
    'auth/next-auth sessionAccordingToNextAuth',
    'auth/next-auth signInWithNextAuth',
    'auth/passkeys askForPasskey',
    'auth/sessions peekMember',
    'auth/sign-in signIn',
    'lifecycle/reactivate reactivate',
    'policies/show-announcement-once showAnnouncementOnce',
  ],
  'what it shows depends on who asks, and is nothing for others': [
    'directory/describe-profile describeProfile',
    'forum/describe-post describePost',
    'forum/describe-topic describeTopic',
    'may looksBehind',
    'messaging/describe-message describeMessage',
    'publications/describe-publication describePublication',
  ],
  'a number or an instant of the portal, of nobody': [
    'accountability/public-portal isPublicPortal',
    'closure isClosed',
    'duty-lease lastRunOf',
    'duty-states dutyStates',
    'erasure/is-erased isErased',
    'policies/governing-version governingVersion',
    'readiness readiness',
  ],
  'the edge itself needs it, for whoever is there': [
    'auth/flash keepFlash',
    'auth/flash takeFlash',
    'auth/record-refusal recordRefusal',
    'auth/throttle throttle',
    'auth/unasked-mail countUnaskedMail',
    'duty-lease withDutyLease',
    'erasure/erasure-log appendErasures',
  ],
}

const reachable = reachableVerbs()
const open = Object.values(OPEN).flat()

test('verbs are found', () => {
  expect(reachable.length).toBeGreaterThan(200)
})

describe('begins with may', () => {
  test.each(reachable.filter((verb) => !open.includes(keyOf(verb))).map((verb) => [keyOf(verb), verb] as const))(
    '%s',
    (_, verb) => expect(beginsWithMay(verb)).toBe(true),
  )
})

test('each open verb is one, and is reached', () => {
  const byKey = new Map(reachable.map((verb) => [keyOf(verb), verb]))
  expect(open.filter((key) => !byKey.has(key))).toEqual([])
  expect(open.filter((key) => beginsWithMay(byKey.get(key) as (typeof reachable)[number]))).toEqual([])
  expect(new Set(open).size).toBe(open.length)
})
