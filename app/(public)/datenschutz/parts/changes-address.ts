/**
 * Where the changes of a version stand: against the version that governs the reader, so that somebody for whom the one before never came
 * into force sees all of them (DS-11).
 */
export function changesAddress(versionNumber: number, governing = versionNumber - 1): string {
  return governing === versionNumber - 1
    ? `/datenschutz/versionen/${versionNumber}/aenderungen`
    : `/datenschutz/versionen/vergleich?von=${governing}&bis=${versionNumber}`
}
