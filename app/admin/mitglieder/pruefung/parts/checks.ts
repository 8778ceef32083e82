import { type MemberGroup } from '@/lib/db/generated/enums'

const everybody = [
  'Passen Name, Organisation und Aufgabenbereich zueinander?',
  'Gibt es schon ein Konto derselben Person, oder wurde eines wegen Missbrauchs gesperrt?',
]
const website = 'Gehört die Domain der E-Mail-Adresse zur Website der Organisation?'

/** What to look at, by user group. Only public sources; nothing of it is stored. */
export const checksFor: Record<MemberGroup, readonly string[]> = {
  private_person: [
    'Ist der Name plausibel, oder ist es ein Scherz, eine Firma oder eine Internetadresse?',
    'Ein Nachweis der Person wird nicht verlangt.',
    ...everybody.slice(1),
  ],
  company: [
    'Steht das Unternehmen im Handelsregister (handelsregister.de) oder hat es ein Gewerbe mit Impressum?',
    website,
    ...everybody,
  ],
  training_provider: [
    'Gibt es eine Zulassung als Träger (AZAV) oder ein anderes Zertifikat (ISO 9001, ISO 21001, LQW)?',
    'Bietet die Einrichtung tatsächlich Weiterbildung in Thüringen oder für Menschen in Thüringen an?',
    website,
    ...everybody,
  ],
  advisory_body: [
    'Wer trägt die Beratungsstelle, und steht sie in einem öffentlichen Verzeichnis?',
    website,
    ...everybody,
  ],
  chamber: [
    'Ist die Person auf der Website der Kammer oder des Verbands genannt oder erreichbar?',
    website,
    ...everybody,
  ],
  public_body: ['Ist es die Domain einer Behörde oder eines öffentlichen Trägers?', website, ...everybody],
}
