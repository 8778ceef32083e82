import { PASSWORD_LENGTH } from './limits'

/** One sentence for every reason why a sign-in fails, so that it tells nothing about the account (S-A1). */
export const SIGN_IN_REFUSED =
  'Die E-Mail-Adresse oder das Passwort ist nicht richtig, oder das Konto ist nicht bestätigt oder gesperrt.'

/** Beside every field for a new password, before anything is typed (A-F2). */
export const NEW_PASSWORD_HINT = `Mindestens ${PASSWORD_LENGTH.shortest} Zeichen, zum Beispiel mehrere Wörter hintereinander. Sonderzeichen und Ziffern sind möglich, aber nicht nötig.`

/** Who reads it has given the password already. */
export const APP_BLOCKED =
  'Es wurden zu viele falsche Codes eingegeben. Die Codes Ihrer App gelten vorerst nicht mehr. Nehmen Sie einen Wiederherstellungscode oder einen Passkey, oder schreiben Sie uns.'
