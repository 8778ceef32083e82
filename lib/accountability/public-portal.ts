import { type PortalContext } from '../context'

/** Names and addresses that nobody outside can reach: this machine, and domains kept for tests (RFC 2606, 6761). */
const NOT_PUBLIC = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|.*\.(test|example|invalid|localhost))$/

/** Is the portal reachable for the public? What the law and the policy ask of the operator must be complete then. */
export function isPublicPortal({ mail }: PortalContext): boolean {
  return !NOT_PUBLIC.test(new URL(mail.appUrl).hostname)
}
