import { PORTAL_NAME } from './title'

type Props = {
  title: string
  /** A sentence of its own */
  children: string
  /** The one address of the page, with its host */
  url: string
  type?: 'website' | 'article'
}

/** What search engines and messengers show of a page that is led to: in the head, and as Open Graph. */
export function Description({ title, children, url, type = 'website' }: Props) {
  return (
    <>
      <meta name="description" content={children} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={children} />
      <meta property="og:url" content={url} />
      <meta property="og:type" content={type} />
      <meta property="og:site_name" content={PORTAL_NAME} />
      <meta property="og:locale" content="de_DE" />
      <link rel="canonical" href={url} />
    </>
  )
}

/** Public pages that are the same for everybody, by their path. Pages with content of their own say it themselves. */
export const pageDescriptions: Record<string, { title: string; description: string }> = {
  '/': {
    title: PORTAL_NAME,
    description:
      'Das Portal für Qualifizierung und Weiterbildung in Thüringen: Angebote finden und veröffentlichen, Fachleute treffen, Fragen klären.',
  },
  '/registrieren': {
    title: 'Registrieren',
    description:
      'Konto anlegen, um Angebote zur Weiterbildung in Thüringen zu veröffentlichen und sich mit anderen auszutauschen. Kostenlos.',
  },
  '/anmelden': { title: 'Anmelden', description: 'Mit E-Mail-Adresse und Passwort oder Passkey beim Portal anmelden.' },
  '/passwort-vergessen': {
    title: 'Passwort vergessen',
    description: 'Einen Link anfordern, mit dem Sie ein neues Passwort für Ihr Konto festlegen.',
  },
  '/kontakt': {
    title: 'Kontakt',
    description: 'So erreichen Sie die Stelle, die das Portal betreibt: mit Fragen, Hinweisen und Anliegen.',
  },
  '/impressum': {
    title: 'Impressum',
    description: 'Wer das Portal betreibt und wie Sie die Verantwortlichen erreichen.',
  },
  '/datenschutz': {
    title: 'Datenschutzerklärung',
    description: 'Welche Daten das Portal speichert, wozu, wie lange, und welche Rechte Sie haben.',
  },
  '/datenschutz/versionen': {
    title: 'Fassungen der Datenschutzerklärung',
    description:
      'Alle Fassungen der Datenschutzerklärung, was sich von einer zur nächsten geändert hat und ab wann sie gelten.',
  },
  '/barrierefreiheit': {
    title: 'Erklärung zur Barrierefreiheit',
    description: 'Wie barrierefrei das Portal ist, was noch fehlt und wo Sie Barrieren melden.',
  },
  '/nutzungsregeln': {
    title: 'Nutzungsregeln',
    description: 'Was Mitglieder veröffentlichen dürfen, wie Inhalte gemeldet und wie Entscheidungen überprüft werden.',
  },
}
