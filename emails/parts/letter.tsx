import { Fragment, type ReactNode } from 'react'
import { Body, Container, Head, Heading, Hr, Html, Link, Text } from 'react-email'
import { REPLY_LINE } from '@/lib/mail/reply-line'
import { type Content, type Occasion } from './define-letter'

// Colours of KERN (darkblue 700/300, neutral), in hex because mail clients do not know oklch.
const colour = {
  text: '#1d2034',
  muted: '#454b6b',
  action: '#2044aa',
  border: '#c0c3d5',
  page: '#f3f4f7',
  paper: '#ffffff',
}
const font = 'system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif'

const darkMode = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page > table > tbody > tr > td { background-color: #131525 !important; }
  .paper { background-color: #1d2034 !important; border-color: #454b6b !important; }
  .text { color: #e8e9ef !important; }
  .muted { color: #b2b6cc !important; }
  .link { color: #97afe1 !important; }
  .button { background-color: #97afe1 !important; color: #000000 !important; }
  .rule { border-color: #454b6b !important; }
}`

type LetterProps = Pick<Content, 'preview' | 'reason' | 'body'> &
  Pick<Occasion, 'appUrl' | 'operator' | 'isAnswerable'> & {
    title: string
    /** "Guten Tag Vera Muster," */
    greeting: string
    /** Number of the case that it is about. */
    reference?: string
  }

/** One mail: title, greeting, text, why it came, who sent it. No image, nothing remote (DS-09). */
export function Letter({
  title,
  greeting,
  preview,
  reason,
  body,
  appUrl,
  operator,
  isAnswerable,
  reference,
}: LetterProps) {
  return (
    <Html lang="de">
      <Head>
        <title>{title}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkMode}</style>
      </Head>
      <Body
        lang="de"
        className="page"
        style={{ backgroundColor: colour.page, fontFamily: font, margin: 0, padding: '24px 8px' }}
      >
        <div data-skip-in-text style={{ display: 'none' }}>
          {preview}
        </div>
        {isAnswerable ? (
          <Text className="muted" style={{ ...small, textAlign: 'center' }}>
            ---- {REPLY_LINE} ----
          </Text>
        ) : null}
        <Container
          className="paper"
          style={{
            backgroundColor: colour.paper,
            border: `1px solid ${colour.border}`,
            borderRadius: 8,
            maxWidth: 600,
            padding: 24,
          }}
        >
          <Text className="muted" style={{ ...small, fontWeight: 600 }}>
            QualiService Thüringen
          </Text>
          <Heading
            as="h1"
            className="text"
            style={{ ...plain, fontSize: 24, lineHeight: '32px', margin: '8px 0 24px', hyphens: 'auto' }}
          >
            {title}
          </Heading>
          <Paragraph>{greeting}</Paragraph>
          {body}
          {reference ? (
            <Paragraph>Vorgang: {reference}. Bitte nennen Sie diese Nummer, wenn Sie uns dazu schreiben.</Paragraph>
          ) : null}
          <Paragraph>
            Bei Fragen schreiben Sie uns an <MailLink address={operator.email} />. Unsere Anschrift und Telefonnummer
            finden Sie im Impressum des Portals.
          </Paragraph>
          <Paragraph>
            Freundliche Grüße
            <br />
            Ihr Team von QualiService Thüringen
          </Paragraph>
          <Hr className="rule" style={{ borderColor: colour.border, margin: '24px 0' }} />
          <Text className="muted" style={small}>
            {reason}
          </Text>
          <Text className="muted" style={small}>
            QualiService Thüringen ist ein Portal der {operator.name}.
          </Text>
          <Text className="muted" style={small}>
            Portal: <PlainLink url={appUrl} />
            <br />
            Impressum: <PlainLink url={`${appUrl}/impressum`} />
            <br />
            Datenschutzerklärung: <PlainLink url={`${appUrl}/datenschutz`} />
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

// Addresses and checksums break where the window is narrow (320 px).
const lines = { fontSize: 16, lineHeight: '24px', overflowWrap: 'anywhere' } as const
const small = { ...lines, color: colour.muted, margin: '0 0 8px' }
const plain = { ...lines, color: colour.text, margin: '0 0 16px' }

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="text" style={plain}>
      {children}
    </Text>
  )
}

/**
 * Text by a person, marked off from ours in both parts ("> " in the text), so that nobody speaks in the portal's name; with its line breaks
 * as elements, because not every mail program reads styles.
 */
export function Quotation({ children }: { children: string }) {
  return (
    <blockquote
      className="text rule"
      style={{ ...plain, borderLeft: `4px solid ${colour.border}`, margin: '0 0 16px', padding: '0 0 0 12px' }}
    >
      {children.split('\n').map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a mail is rendered once
        <Fragment key={index}>
          {index > 0 ? <br /> : null}
          {line}
        </Fragment>
      ))}
    </blockquote>
  )
}

export function Bullets({ items }: { items: ReactNode[] }) {
  return (
    <ul className="text" style={{ ...plain, paddingLeft: 24 }}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a mail is rendered once
        <li key={index}>{item}</li>
      ))}
    </ul>
  )
}

/** The one thing to do: a button that names its target, and the same address in full for who cannot click. */
export function MainLink({ url, children }: { url: string; children: string }) {
  return (
    <>
      <Text style={{ margin: '24px 0 8px' }}>
        <Link
          href={url}
          className="button"
          style={{
            backgroundColor: colour.action,
            borderRadius: 8,
            color: '#ffffff',
            display: 'inline-block',
            fontSize: 16,
            fontWeight: 600,
            lineHeight: '24px',
            padding: '12px 24px',
            textDecoration: 'underline',
          }}
        >
          {children}
        </Link>
      </Text>
      <Text className="muted" data-skip-in-text style={{ ...small, marginBottom: 24 }}>
        Adresse dieser Schaltfläche: <PlainLink url={url} />
      </Text>
    </>
  )
}

/** What an answer by mail becomes, or that nobody would read it: one or the other, as the mail was sent. */
export function AnswerHint({ isAnswerable, children }: { isAnswerable?: boolean; children: string }) {
  if (!isAnswerable) return <Paragraph>{children}</Paragraph>
  return (
    <Paragraph>
      Sie können auch einfach auf diese E-Mail antworten: Ihr Text erscheint dann im Portal unter Ihrem Namen, Ihre
      E-Mail-Adresse bleibt verborgen. Anhänge werden nicht übernommen.
    </Paragraph>
  )
}

/** How to get no more of these mails, without signing in. */
export function EndMails({ url, children }: { url?: string; children: string }) {
  return url ? (
    <Text className="muted" style={{ ...small, marginBottom: 16 }}>
      {children}: <PlainLink url={url} />
    </Text>
  ) : null
}

/** An address of the portal in full, for what is not the main thing. */
export function PlainLink({ url }: { url: string }) {
  return (
    <Link
      href={url}
      className="link"
      style={{ color: colour.action, textDecoration: 'underline', wordBreak: 'break-all' }}
    >
      {url}
    </Link>
  )
}

export function MailLink({ address }: { address: string }) {
  return (
    <Link href={`mailto:${address}`} className="link" style={{ color: colour.action, textDecoration: 'underline' }}>
      {address}
    </Link>
  )
}
