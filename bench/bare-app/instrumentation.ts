/** Nothing to observe: without this file Next.js would take the portal's own from the folder above. */
export function register() {}
