import { consent } from './checks/ds-01-consent'
import { accessLog } from './checks/ds-02-access-log'
import { collection } from './checks/ds-03-collection'
import { erasure } from './checks/ds-04-erasure'
import { inactivity } from './checks/ds-05-inactivity'
import { security } from './checks/ds-06-security'
import { purpose } from './checks/ds-07-purpose'
import { contact } from './checks/ds-08-contact'
import { noThirdParty } from './checks/ds-09-no-third-party'
import { disclosure } from './checks/ds-10-disclosure'
import { changes } from './checks/ds-11-changes'
import { access } from './checks/ds-12-access'
import { type KeptPromise } from './promise-check'

/** Every promise of the privacy policy, in its order. */
export const promises: readonly KeptPromise[] = [
  consent,
  accessLog,
  collection,
  erasure,
  inactivity,
  security,
  purpose,
  contact,
  noThirdParty,
  disclosure,
  changes,
  access,
]
