/** Name of the portal, last part of every page title. */
export const PORTAL_NAME = 'QualiService Thüringen'

/** The page title; every page renders exactly one. `error` says in the first word that the form came back (A-F1). */
export function Title({ error = false, children }: { error?: boolean; children: string }) {
  return <title>{`${error ? 'Fehler: ' : ''}${children} – ${PORTAL_NAME}`}</title>
}
