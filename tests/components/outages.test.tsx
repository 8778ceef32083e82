import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Outages } from '@/app/admin/inaktivitaet/parts/outages'

describe('what staff read about outages (DS-05)', () => {
  it('is when it was and how many days were credited', () => {
    const html = renderToStaticMarkup(
      Outages({
        outages: [
          {
            id: '1',
            cause: 'silence',
            beganAt: new Date('2026-02-10T11:00:00Z'),
            endedAt: new Date('2026-02-21T11:00:00Z'),
            days: 12,
          },
        ],
      }),
    )
    expect(html).toContain('Ausfall vom 10. Februar 2026, 12:00 Uhr bis 21. Februar 2026, 12:00 Uhr')
    expect(html).toContain('Kein Lebenszeichen des Portals')
    expect(html).toMatch(/>12</)
  })

  it('is nothing while there was none', () => {
    expect(Outages({ outages: [] })).toBeNull()
  })
})
