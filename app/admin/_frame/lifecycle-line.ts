import { type LifecycleStatus } from '@/lib/lifecycle/lifecycle-status'
import { formatDay } from '@/lib/text'

/** Where the account stands on the way of DS-05, as staff read it. */
export function lifecycleLine({ status, noticeDueOn, respondBy }: LifecycleStatus): string {
  switch (status) {
    case 'unconfirmed':
      return 'Die Adresse ist nicht bestätigt. Die Registrierung wird sieben Tage nach dem Eintrag gelöscht.'
    case 'held':
      return 'Für dieses Konto gilt eine Löschsperre. Es wird nicht gelöscht.'
    case 'restricted':
      return 'Die Verarbeitung ist eingeschränkt. Es läuft keine Frist, und das Konto wird nicht gelöscht.'
    case 'active':
      return `Ohne weitere Anmeldung wird das Mitglied ab dem ${formatDay(noticeDueOn)} aufgefordert, sich anzumelden.`
    case 'due':
      return 'Das Mitglied ist inaktiv. Der nächste Lauf fordert es auf, sich anzumelden.'
    case 'notified':
      return 'Die Aufforderung ist erstellt, aber noch nicht zugestellt. Es läuft keine Frist.'
    case 'answer-awaited':
      return `Das Konto bleibt bestehen, wenn sich das Mitglied bis zum ${formatDay(respondBy ?? noticeDueOn)} anmeldet.`
    case 'erasure-due':
      return `Die Frist endete am ${formatDay(respondBy ?? noticeDueOn)}. Der nächste Lauf löscht das Konto.`
    case 'undeliverable':
      return 'Die Aufforderung war unzustellbar. Es läuft keine Frist, bis jemand entschieden hat.'
  }
}
