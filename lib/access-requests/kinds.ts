import { type RequestKind } from '../codes'
/** What happens next, as the person reads it in the receipt and behind its link (GDPR Art. 12(1)). */
export const requestExplanations: Record<Exclude<RequestKind, 'erasure'>, string> = {
  access:
    'Nach Ihrer Bestätigung stellen wir alles zusammen, was wir über Sie gespeichert haben. Sie können es nach der Anmeldung auch jederzeit selbst unter „Mein Profil“ ansehen und herunterladen.',
  rectification:
    'Nach Ihrer Bestätigung tragen wir die richtigen Angaben ein und schreiben Ihnen, was wir geändert haben. Unter „Mein Profil“ können Sie Ihre Angaben auch selbst ändern.',
  restriction:
    'Nach Ihrer Bestätigung prüfen wir die Voraussetzungen. Solange die Einschränkung gilt, bewahren wir Ihre Daten nur auf, und andere Mitglieder sehen Sie nicht. Bevor sie endet, schreiben wir Ihnen.',
  portability:
    'Nach Ihrer Bestätigung stellen wir die Daten, die Sie uns gegeben haben, in maschinenlesbarer Form bereit. Sie können sie nach der Anmeldung auch jederzeit selbst unter „Mein Profil“ herunterladen.',
  withdrawal:
    'Wir prüfen, auf welche Einwilligung es sich bezieht, und beenden, was darauf beruht. Was bis dahin geschehen ist, bleibt rechtmäßig.',
  objection:
    'Wir prüfen, ob wir die Daten trotz Ihrer Gründe weiter nutzen dürfen. Wenn Sie das Anliegen bestätigen, können wir die Nutzung bis zur Entscheidung einschränken. Folgen wir Ihrem Widerspruch, hören wir damit auf; sonst nennen wir Ihnen die Gründe und Ihre weiteren Möglichkeiten.',
  complaint:
    'Wir gehen Ihrer Beschwerde nach und schreiben Ihnen, was wir festgestellt und geändert haben. Sie können sich außerdem jederzeit an eine Aufsichtsbehörde für den Datenschutz wenden.',
}

/** Nothing is disclosed or lost by them: nobody must prove who they are. */
export const claimedWithoutProof = ['objection', 'withdrawal', 'complaint'] as const satisfies RequestKind[]

/** Answered by the complete report, which holds the files of Art. 20 too. */
export function isAnsweredByReport(kind: RequestKind): boolean {
  return kind === 'access' || kind === 'portability'
}

/** Whether the person must have confirmed through the stored address before the answer (GDPR Art. 12(6)). */
export function needsIdentity(kind: RequestKind): boolean {
  return !claimedWithoutProof.some((one) => one === kind)
}
