/** Where to go after the sign-in if nothing better is known. */
export const HOME_OF_MEMBERS = '/mein-profil'
const LONGEST = 500

/**
 * A path of this portal, or the fallback (S-I1). Browsers drop tabs and line breaks from addresses and read `\` as `/`, so a text
 * with any of them is refused.
 */
export function returnPath(wanted: string | undefined, fallback: string = HOME_OF_MEMBERS): string {
  if (!wanted || wanted.length > LONGEST) return fallback
  const isOwnPath = /^\/(?![/\\])[^\\\p{Cc}\p{Zs}]*$/u.test(wanted)
  // Neither back to the sign-in, nor to an address that is no page.
  return isOwnPath && !/^\/(anmelden|api)([/?#]|$)/.test(wanted) ? wanted : fallback
}
