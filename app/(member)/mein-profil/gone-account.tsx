import { redirect } from 'next/navigation'

/** The account was erased between the look at the session and the look at the data (S-M2). */
export function GoneAccount(): never {
  redirect('/konto-geloescht')
}
