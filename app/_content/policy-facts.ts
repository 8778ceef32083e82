import { CONFIRMATION_PERIOD } from '@/lib/accounts/register-member'
import { KNOWN_NETWORK_PERIOD, RESET_PERIOD, sessionLimits } from '@/lib/auth/limits'
import { sessionCookieName } from '@/lib/auth/session-cookie'
import { settings } from '@/lib/env'
import { MAIL_RECORD_PERIOD } from '@/lib/mail/tidy-mail'
import { operator } from '@/lib/operator'
import { type PolicyFacts } from '@/lib/policies/placeholders'
import { formatPeriod, formatSeconds } from '@/lib/text'

/** What the text of the policy says about portal and operator, read from where the software obeys it (DS-01). */
export function policyFacts(): PolicyFacts {
  const facts = operator()
  const { street, postalCode, city } = facts
  return {
    operatorName: facts.name,
    operatorShortName: facts.shortName,
    operatorAddress: street && postalCode && city ? `${street}, ${postalCode} ${city}` : null,
    operatorPhone: facts.phone,
    contactEmail: facts.email,
    dataProtectionOfficer: facts.dataProtectionOfficer,
    supervisoryAuthority: facts.supervisoryAuthorityForDataProtection,
    processors: facts.processors,
    portalAddress: settings().appUrl,
    sessionCookie: sessionCookieName(),
    sessionPeriod: formatSeconds(sessionLimits.member.absolute),
    sessionIdlePeriod: formatSeconds(sessionLimits.member.idle),
    staffSessionPeriod: formatSeconds(sessionLimits.staff.absolute),
    passwordLinkPeriod: formatSeconds(RESET_PERIOD),
    unconfirmedPeriod: formatSeconds(CONFIRMATION_PERIOD),
    knownNetworkPeriod: formatSeconds(KNOWN_NETWORK_PERIOD),
    mailRecordPeriod: formatPeriod(MAIL_RECORD_PERIOD),
  }
}
