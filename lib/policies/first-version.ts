import { firstVersionText } from './first-version-text'

/** The policy that the portal starts with. Its periods are the promises DS-05 and DS-11; from here on the record is the only place. */
export const FIRST_VERSION = {
  number: 1,
  /** No sign-in for longer than this is inactivity (DS-05). */
  inactivityPeriod: 'P1Y',
  /** Time to answer the inactivity notice (DS-05). */
  responsePeriod: 'P28D',
  /** Time to object to a new version (DS-11). */
  objectionPeriod: 'P28D',
  /** Files of the access log are deleted when they are older (DS-02). */
  accessLogPeriod: 'P7D',
  body: firstVersionText,
} as const
