import { clockRestsText } from '@/lib/accounts/clock-stops'
import { type LifecycleStatus } from '@/lib/lifecycle/lifecycle-status'
import { formatDay } from '@/lib/text'

/** Where the account stands on the way of DS-05, as staff read it. `seesReasons`: requests and holds are not for moderators. */
export function lifecycleLine(
  { status, stops, noticeDueOn, respondBy }: LifecycleStatus,
  { seesReasons }: { seesReasons: boolean },
): string {
  switch (status) {
    case 'unconfirmed':
      return 'Die Adresse ist nicht bestätigt. Die Registrierung wird sieben Tage nach dem Eintrag gelöscht.'
    case 'rests':
      return `${seesReasons ? clockRestsText(stops) : 'Die Frist ruht.'} Solange wird das Mitglied nicht aufgefordert, sich anzumelden, und nicht wegen Inaktivität gelöscht.`
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
