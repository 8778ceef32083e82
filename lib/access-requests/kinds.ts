import { type RequestKind } from '../codes'
/** What happens next, as the person reads it in the receipt and behind its link (GDPR Art. 12(1)). */
export const requestExplanations: Record<Exclude<RequestKind, 'erasure'>, string> = {
  access:
    'Nach Ihrer Bestätigung stellen wir alles zusammen, was wir über Sie gespeichert haben. Sie können es nach der Anmeldung auch jederzeit selbst unter „Mein Profil“ ansehen und herunterladen.',
  rectification:
    'Nach Ihrer Bestätigung tragen wir die richtigen Angaben ein und schreiben Ihnen, was wir geändert haben. Unter „Mein Profil“ können Sie Ihre Angaben auch selbst ändern.',
  restriction:
    'Nach Ihrer Bestätigung prüfen wir die Voraussetzungen. Solange die Einschränkung gilt, bewahren wir Ihre Daten nur auf, und andere Mitglieder sehen Sie nicht. Bevor sie endet, schreiben wir Ihnen.',
  objection:
    'Wir prüfen, ob wir die Daten trotz Ihrer Gründe weiter nutzen dürfen. Wenn Sie das Anliegen bestätigen, können wir die Nutzung bis zur Entscheidung einschränken. Folgen wir Ihrem Widerspruch, hören wir damit auf; sonst nennen wir Ihnen die Gründe und Ihre weiteren Möglichkeiten.',
  complaint:
    'Wir gehen Ihrer Beschwerde nach und schreiben Ihnen, was wir festgestellt und geändert haben. Sie können sich außerdem jederzeit an eine Aufsichtsbehörde für den Datenschutz wenden.',
}

/** Whether the person must have confirmed through the stored address before the answer (GDPR Art. 12(6)). */
export function needsIdentity(kind: RequestKind): boolean {
  return kind !== 'objection' && kind !== 'complaint'
}
