import { type BulkKind } from '@/lib/codes'

/** What happens to each member, for the preview. */
export const bulkKindEffects: Record<BulkKind, string> = {
  suspend: 'Jedes Mitglied wird sofort abgemeldet und kann sich nicht mehr anmelden, bis die Sperre aufgehoben wird.',
  'end-sessions': 'Jedes Mitglied wird überall abgemeldet und kann sich danach neu anmelden.',
  erase:
    'Jedes Konto wird mit allen Daten darin gelöscht, und das Mitglied bekommt eine letzte E-Mail. Das lässt sich nicht rückgängig machen. Wer sich nach der Auswahl angemeldet hat, bleibt. Konten mit Löschsperre werden gelöscht, sobald sie endet.',
}
