import { Bullets, type Frame, Letter, MainLink, Paragraph, Quotation } from './layout'

type Announcement = {
  frame: Frame
  version: string
  summary: string
  /** Version that governs the addressee, if it is not the one before. */
  governing?: string
  /** What the versions between them change. */
  earlier?: string[]
  lastDay: string
  changesUrl: string
  versionUrl: string
  objectionUrl: string
}

export const policyAnnouncementSubject = ({ lastDay }: Announcement) =>
  `Wir ändern die Datenschutzerklärung: Sie können bis ${lastDay} widersprechen`

/** Bekanntmachung einer neuen Fassung (DS-11). */
export function PolicyAnnouncement(props: Announcement) {
  return (
    <Letter
      frame={props.frame}
      title="Wir ändern die Datenschutzerklärung"
      preview={`Sie können bis ${props.lastDay} widersprechen.`}
      reason="Sie erhalten diese Nachricht, weil Sie ein Konto bei QualiService Thüringen haben und wir Änderungen der Datenschutzerklärung per E-Mail bekannt machen."
    >
      <Paragraph>
        es gibt eine neue Fassung unserer Datenschutzerklärung (Fassung {props.version}). Das ändert sich:
      </Paragraph>
      <Quotation>{props.summary}</Quotation>
      {props.governing && props.earlier ? (
        <>
          <Paragraph>
            Für Sie gilt zurzeit Fassung {props.governing}. Deshalb kommt für Sie mit Fassung {props.version} auch das
            hinzu:
          </Paragraph>
          <Bullets items={props.earlier} />
        </>
      ) : null}
      <MainLink url={props.changesUrl}>Alle Änderungen im Wortlaut ansehen</MainLink>
      <Paragraph>
        <strong>Sind Sie einverstanden? Dann müssen Sie nichts tun.</strong> Die neue Fassung gilt für Sie, wenn Sie bis
        einschließlich {props.lastDay} nicht widersprechen.
      </Paragraph>
      <Paragraph>
        <strong>Möchten Sie widersprechen?</strong> Das geht bis einschließlich {props.lastDay} ohne Angabe von Gründen:
        im Portal unter {props.objectionUrl}, mit einer E-Mail oder mit einem Brief an uns. Dann gilt für Sie weiter die
        bisherige Fassung.
      </Paragraph>
      {props.earlier ? (
        <Paragraph>
          Jede Fassung hat ihre eigene Frist. Ein Widerspruch gegen eine frühere Fassung gilt nicht für Fassung{' '}
          {props.version}.
        </Paragraph>
      ) : null}
      <Paragraph>Die neue Fassung im Ganzen: {props.versionUrl}</Paragraph>
    </Letter>
  )
}

type Received = { frame: Frame; version: string; governing: string; received: string; objectionUrl: string }

export const objectionReceivedSubject = ({ version }: Received) =>
  `Ihr Widerspruch gegen Fassung ${version} der Datenschutzerklärung ist eingegangen`

/** Bestätigung eines Widerspruchs (DS-11). */
export function ObjectionReceived(props: Received) {
  return (
    <Letter
      frame={props.frame}
      title="Ihr Widerspruch ist eingegangen"
      preview={`Fassung ${props.version} der Datenschutzerklärung gilt für Sie nicht.`}
      reason="Sie erhalten diese Nachricht, weil für Ihr Konto ein Widerspruch gegen eine neue Fassung der Datenschutzerklärung eingetragen wurde."
    >
      <Paragraph>
        Ihr Widerspruch gegen Fassung {props.version} der Datenschutzerklärung ist am {props.received} bei uns
        eingegangen. Fassung {props.version} gilt für Sie nicht. Für Sie gilt weiter Fassung {props.governing}.
      </Paragraph>
      <Paragraph>
        Wir prüfen, was Ihr Widerspruch für Ihr Konto bedeutet, und melden uns, wenn wir Fragen haben. Sie können den
        Widerspruch jederzeit zurückziehen.
      </Paragraph>
      <MainLink url={props.objectionUrl}>Widerspruch ansehen</MainLink>
      <Paragraph>Haben Sie nicht widersprochen? Dann schreiben Sie uns bitte.</Paragraph>
    </Letter>
  )
}

type Withdrawn = {
  frame: Frame
  version: string
  withdrawn: string
  /** Day on which the letter arrived, if it was one. */
  received?: string
  effect: string
  objectionUrl: string
}

export const objectionWithdrawnSubject = ({ version }: Withdrawn) =>
  `Ihr Widerspruch gegen Fassung ${version} der Datenschutzerklärung ist zurückgezogen`

/** Bestätigung, dass ein Widerspruch zurückgezogen ist (DS-11). */
export function ObjectionWithdrawn(props: Withdrawn) {
  return (
    <Letter
      frame={props.frame}
      title="Ihr Widerspruch ist zurückgezogen"
      preview={props.effect}
      reason="Sie erhalten diese Nachricht, weil Sie einen Widerspruch gegen eine Fassung der Datenschutzerklärung zurückgezogen haben."
    >
      <Paragraph>
        {props.received
          ? `Sie haben Ihren Widerspruch gegen Fassung ${props.version} der Datenschutzerklärung mit einem Schreiben zurückgezogen. Es ist am ${props.received} bei uns eingegangen. ${props.effect}`
          : `Sie haben Ihren Widerspruch gegen Fassung ${props.version} der Datenschutzerklärung am ${props.withdrawn} zurückgezogen. ${props.effect}`}
      </Paragraph>
      <MainLink url={props.objectionUrl}>Stand im Portal ansehen</MainLink>
      <Paragraph>Wollten Sie das nicht? Dann schreiben Sie uns bitte.</Paragraph>
    </Letter>
  )
}
