import { type PortalContext } from '../context'
import { operator } from '../operator'

/** Addresses of the portal itself, in lower case: nobody's mailbox, never a recipient that failed. */
export function ownAddresses({ mail }: PortalContext): string[] {
  const from = /([^\s<>]+@[^\s<>]+?)>?$/.exec(mail.from)?.[1]
  return [from, operator().email].flatMap((address) => address?.toLowerCase() ?? [])
}
