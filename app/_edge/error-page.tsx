import { type ReactNode } from 'react'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { setStatus } from '@/lib/exchange'

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 429 | 500 | 503

const texts: Record<ErrorStatus, { heading: string; text: string }> = {
  400: {
    heading: 'Diese Anfrage war nicht verständlich',
    text: 'Bitte gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.',
  },
  401: { heading: 'Bitte melden Sie sich an', text: 'Für diese Seite brauchen Sie ein Konto.' },
  403: { heading: 'Kein Zugriff', text: 'Für diese Seite oder diesen Vorgang haben Sie keine Berechtigung.' },
  404: {
    heading: 'Seite nicht gefunden',
    text: 'Diese Adresse gibt es nicht oder nicht mehr. Bitte prüfen Sie die Schreibweise.',
  },
  405: { heading: 'Diese Anfrage ist hier nicht möglich', text: 'Bitte gehen Sie zurück und laden Sie die Seite neu.' },
  409: {
    heading: 'Diese Seite ist nicht mehr aktuell',
    text: 'Das Portal wurde inzwischen erneuert. Bitte laden Sie die Seite neu und senden Sie das Formular noch einmal.',
  },
  413: {
    heading: 'Zu viele Daten',
    text: 'Ihre Eingabe ist zu groß. Bitte kürzen Sie sie und versuchen Sie es noch einmal.',
  },
  429: { heading: 'Zu viele Versuche', text: 'Bitte warten Sie etwas und versuchen Sie es dann noch einmal.' },
  500: {
    heading: 'Es ist ein Fehler aufgetreten',
    text: 'Das liegt nicht an Ihnen. Bitte versuchen Sie es später noch einmal.',
  },
  503: {
    heading: 'Das Portal ist gerade nicht erreichbar',
    text: 'Bitte versuchen Sie es in einigen Minuten noch einmal. Ihre Daten sind sicher.',
  },
}

/**
 * Full German page for an error, drawn on the server, with the right HTTP status: it works without JavaScript (W9).
 * `reference` is the number under which the operator finds the failure.
 */
export function ErrorPage({
  status,
  reference,
  children,
}: {
  status: ErrorStatus
  reference?: string
  children?: ReactNode
}) {
  setStatus(status, { 'cache-control': 'no-store', ...(status === 503 ? { 'retry-after': '60' } : {}) })
  const { heading, text } = texts[status]
  return (
    <>
      <Title>{heading}</Title>
      <Heading level={1}>{heading}</Heading>
      <Text>{text}</Text>
      {children}
      {reference ? <Text>Kennung für Rückfragen: {reference}</Text> : null}
      <p className="mt-6">
        <ButtonLink href="/">Zur Startseite</ButtonLink>
      </p>
    </>
  )
}
