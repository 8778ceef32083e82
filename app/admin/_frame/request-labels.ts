import { type RequestState } from '@/lib/access-requests/list-requests'

export const requestStateLabels: Record<RequestState, string> = {
  'waits-for-person': 'Wartet auf Bestätigung',
  'waits-for-hold': 'Bestätigt, Löschsperre',
  'waits-for-staff': 'Wartet auf Antwort',
  answered: 'Beantwortet',
  'carried-out': 'Ausgeführt',
  withdrawn: 'Zurückgezogen',
  refused: 'Abgelehnt',
}
