import { type FormState } from './form-state'

/** Answer of an action whose limit is reached (S-L1): 429, Retry-After and a German text. */
export function throttled(retryAfterSeconds: number): FormState {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
  const wait =
    minutes === 1 ? 'eine Minute' : minutes < 120 ? `${minutes} Minuten` : `${Math.ceil(minutes / 60)} Stunden`
  return {
    problem: `Zu viele Versuche. Bitte warten Sie ${wait} und versuchen Sie es dann noch einmal.`,
    retryAfterSeconds,
  }
}
