/** Longest subject that is sent. */
const SUBJECT_LENGTH = 200

/**
 * One line of text for a header: no line break, no control or invisible formatting character, not endless. Whatever a
 * person typed, it stays inside its header (S-G1).
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, SUBJECT_LENGTH)
    .trimEnd()
}

/** Exactly one address, without a name, a list or a quoted local part: "a@b.de, c@d.de" never becomes two recipients. */
export function isSingleAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{C}<>()[\]\\,;:"@]+@[^\s\p{C}<>()[\]\\,;:"@]+$/u.test(text)
}
