import { z } from 'zod'
import { lastDayOf } from '@/lib/dates'
import { formatDay } from '@/lib/text'
import { defineLetter, period } from './parts/define-letter'
import { Bullets, MainLink, Paragraph, Quotation } from './parts/letter'
import { sample } from './parts/sample'

/**
 * Bekanntmachung einer neuen Fassung (DS-11). `summary`: by staff. Last day to object = day of sending + the longest of
 * `objectionPeriods`. `earlier`: versions between `governing`, which governs the addressee, and this one; both only where there are any.
 */
export const letter = defineLetter({
  label: 'Neue Fassung der Datenschutzerklärung',
  props: {
    version: z.int(),
    summary: z.string(),
    objectionPeriods: z.array(period).min(1),
    governing: z.int().optional(),
    earlier: z.array(z.object({ version: z.int(), summary: z.string() })).optional(),
  },
  example: {
    version: 3,
    summary: 'Neu: kürzere Fristen.',
    objectionPeriods: [sample.fourWeeks, sample.oneWeek],
    governing: 1,
    earlier: [{ version: 2, summary: 'Neu: das Forum.' }],
  },
  write: ({ version, summary, objectionPeriods, governing, earlier }, { appUrl, day }) => {
    const lastDay = formatDay(
      objectionPeriods
        .map((period) => lastDayOf(day, period))
        .sort()
        .at(-1) ?? day,
    )
    const versionUrl = `${appUrl}/datenschutz/versionen/${version}`
    const changesUrl = governing
      ? `${appUrl}/datenschutz/versionen/vergleich?von=${governing}&bis=${version}`
      : `${versionUrl}/aenderungen`
    return {
      subject: `Wir ändern die Datenschutzerklärung: Sie können bis ${lastDay} widersprechen`,
      title: 'Wir ändern die Datenschutzerklärung',
      preview: `Sie können bis ${lastDay} widersprechen.`,
      reason:
        'Sie erhalten diese Nachricht, weil Sie ein Konto bei QualiService Thüringen haben und wir Änderungen der Datenschutzerklärung per E-Mail bekannt machen.',
      body: (
        <>
          <Paragraph>
            es gibt eine neue Fassung unserer Datenschutzerklärung (Fassung {version}). Das ändert sich:
          </Paragraph>
          <Quotation>{summary}</Quotation>
          {governing && earlier ? (
            <>
              <Paragraph>
                Für Sie gilt zurzeit Fassung {governing}. Deshalb kommt für Sie mit Fassung {version} auch das hinzu:
              </Paragraph>
              <Bullets items={earlier.map((one) => `Fassung ${one.version}: ${one.summary}`)} />
            </>
          ) : null}
          <MainLink url={changesUrl}>Alle Änderungen im Wortlaut ansehen</MainLink>
          <Paragraph>
            <strong>Sind Sie einverstanden? Dann müssen Sie nichts tun.</strong> Die neue Fassung gilt für Sie, wenn Sie
            bis einschließlich {lastDay} nicht widersprechen.
          </Paragraph>
          <Paragraph>
            <strong>Möchten Sie widersprechen?</strong> Das geht bis einschließlich {lastDay} ohne Angabe von Gründen:
            im Portal unter {appUrl}/datenschutz/widerspruch, mit einer E-Mail oder mit einem Brief an uns. Dann gilt
            für Sie weiter die bisherige Fassung.
          </Paragraph>
          {earlier ? (
            <Paragraph>
              Jede Fassung hat ihre eigene Frist. Ein Widerspruch gegen eine frühere Fassung gilt nicht für Fassung{' '}
              {version}.
            </Paragraph>
          ) : null}
          <Paragraph>Die neue Fassung im Ganzen: {versionUrl}</Paragraph>
        </>
      ),
    }
  },
})
