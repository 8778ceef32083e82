/** Neutral remarks where something was: the same for everybody, nothing connects two of them (DS-04). */
export const UNTITLED = 'Thema ohne Titel'
export const ERASED_AUTHOR = 'Ehemaliges Mitglied'
