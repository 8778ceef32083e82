import { randomBytes } from 'node:crypto'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { inHashQueue } from './hash-queue'
import { PASSWORD_LENGTH } from './limits'

/**
 * argon2id, 64 MiB and three passes: well above the OWASP minimum of 19 MiB and two passes, about 50 ms on a small server (DS-06, S-B7).
 * Stronger values take effect for each member at the next sign-in.
 */
const parameters = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const

/** Hash to store, in PHC format. Throws Overloaded while too many wait. Never call it inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return inHashQueue(() => hash(normalise(password), parameters))
}

/**
 * Does the password belong to the hash? Without a hash it works just as long and says no, so that the time does not
 * tell whether an account exists (S-A2). Throws Overloaded while too many wait.
 */
export async function verifyPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  decoy ??= hash(randomBytes(16), parameters)
  const against = passwordHash ?? (await decoy)
  const isRight = await inHashQueue(() => verify(against, normalise(password)))
  return isRight && passwordHash !== undefined
}

let decoy: Promise<string> | undefined

/** Was this hash made with other parameters than today's? */
export function isOutdated(passwordHash: string): boolean {
  const used = parseOptions(passwordHash)
  return used.memoryCost !== parameters.memoryCost || used.timeCost !== parameters.timeCost
}

export type PasswordAssessment =
  | { outcome: 'good' }
  | { outcome: 'refused'; reason: 'too-short' | 'too-long' | 'personal' | 'easy' | 'stolen'; message: string }

/**
 * May this become somebody's password? Length and no easy guess; no rules about kinds of characters (S-B1 to S-B4). `personal` are the
 * person's own data (name, address, organisation). Nothing leaves the server. The message is for the person, in German.
 */
export async function assessPassword(password: string, personal: string[]): Promise<PasswordAssessment> {
  const length = [...normalise(password)].length
  const { shortest, longest } = PASSWORD_LENGTH
  if (length < shortest) {
    return refused(
      'too-short',
      `Das Passwort muss mindestens ${shortest} Zeichen haben. Mehrere Wörter hintereinander sind gut.`,
    )
  }
  if (length > longest) return refused('too-long', `Das Passwort darf höchstens ${longest} Zeichen haben.`)
  // The word lists take memory and a moment to load: only for processes in which somebody sets a password.
  const { guessability } = await import('./guessability')
  const guess = guessability(normalise(password), personal)
  if (guess.isPersonal) {
    return refused(
      'personal',
      'Das Passwort besteht fast nur aus Ihren eigenen Angaben oder dem Namen des Portals. Bitte wählen Sie andere Wörter.',
    )
  }
  if (guess.isEasy) return refused('easy', ['Dieses Passwort ist leicht zu erraten.', ...guess.advice].join(' '))
  const { isBreached } = await import('./breached-passwords')
  if (isBreached(normalise(password))) {
    return refused(
      'stolen',
      'Dieses Passwort steht in einer Liste gestohlener Passwörter, die jeder lesen kann. Bitte wählen Sie ein anderes.',
    )
  }
  return { outcome: 'good' }
}

function refused(
  reason: 'too-short' | 'too-long' | 'personal' | 'easy' | 'stolen',
  message: string,
): PasswordAssessment {
  return { outcome: 'refused', reason, message }
}

/** The same password from any keyboard: ä as one character or as two (S-B3). */
function normalise(password: string): string {
  return password.normalize('NFC')
}
