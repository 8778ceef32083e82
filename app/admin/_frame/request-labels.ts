import { type RequestState } from '@/lib/access-requests/list-requests'

export const requestStateLabels: Record<RequestState, string> = {
  'waits-for-person': 'Wartet auf Bestätigung',
  'waits-for-hold': 'Bestätigt, Löschsperre',
  withdrawn: 'Zurückgezogen',
  refused: 'Abgelehnt',
}
