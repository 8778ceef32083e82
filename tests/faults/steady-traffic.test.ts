import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { testContext } from '../support/context'
import { publishNext } from '../support/policies'
import { type Portal } from '../support/portal'
import { startPortalHere } from '../support/portal-here'
import { aPublication, aPublisher } from '../support/publications'

/**
 * What is changed, hidden or deleted by another process is gone for visitors within two seconds, however many of them read meanwhile
 * (DS-04, DS-07, DS-11). The portal is a process of its own; this one changes the rows behind its back.
 */
const LATEST_MS = 2_000
/** Readers come as often as this, before the change and after it. */
const EVERY_MS = 100

let portal: Portal

beforeAll(async () => {
  portal = await startPortalHere()
}, 240_000)

afterAll(() => portal?.stop(), 60_000)

/** Reads these addresses without a pause in the traffic; `change` happens meanwhile. How long each was old after it, milliseconds. */
async function outlived(
  addresses: string[],
  isOld: (html: string) => boolean,
  change: () => Promise<unknown>,
): Promise<number[]> {
  let changedAt: number | undefined
  let isOver = false
  const readers = addresses.map(async (address) => {
    let hasShown = false
    let lastShown = 0
    while (!isOver) {
      const askedAt = performance.now()
      const answer = await fetch(portal.url + address)
      if (isOld(await answer.text())) {
        hasShown = true
        if (changedAt !== undefined) lastShown = askedAt - changedAt
      }
      await pause(EVERY_MS)
    }
    expect(hasShown, `${address} showed it before`).toBe(true)
    return lastShown
  })
  // Long enough for anything that keeps pages to have kept these.
  await pause(3_000)
  await change()
  changedAt = performance.now()
  await pause(2.5 * LATEST_MS)
  isOver = true
  return Promise.all(readers)
}

describe('under steady traffic', () => {
  const content = {
    kind: 'event' as const,
    title: 'Schweißen im Abendkurs',
    startsOn: '2027-03-01' as const,
    endsOn: '2027-03-02' as const,
  }
  const lists = ['/', '/angebote', '/angebote?suche=Schweißen', '/angebote/rss.xml', '/angebote/atom.xml']
  const all = (id: string) => [`/angebote/${id}`, `/angebote/${id}/kalender.ics`, ...lists]
  const published = async () => {
    const ctx = testContext({ now: new Date() })
    return aPublication(ctx, await aPublisher(ctx), content)
  }

  test('a changed title is on every page within two seconds', async () => {
    const id = await published()
    const found = await outlived(
      all(id),
      (html) => html.includes(content.title),
      () => database().pool.query(`UPDATE publication SET title = 'Löten am Morgen' WHERE id = $1`, [id]),
    )
    expect(Math.max(...found)).toBeLessThan(LATEST_MS)
  })

  test('a deleted publication is gone, from lists, feeds, sitemap and calendar too', async () => {
    const id = await published()
    const isThere = (html: string) => html.includes(content.title) || html.includes(`${id}</loc>`)
    const found = await outlived([...all(id), '/sitemap.xml'], isThere, () =>
      database().pool.query('DELETE FROM publication WHERE id = $1', [id]),
    )
    expect(Math.max(...found)).toBeLessThan(LATEST_MS)
    expect((await fetch(`${portal.url}/angebote/${id}`)).status).toBe(404)
  })

  test('a new version of the policy replaces the old one and is announced on every page', async () => {
    const ctx = testContext({ now: new Date() })
    const old = (html: string) => !html.includes('Absatz der Fassung 2')
    const unannounced = (html: string) => !html.includes('Wir ändern die Datenschutzerklärung')
    const [policy, pages] = await Promise.all([
      outlived(['/datenschutz'], old, () => publishNext(ctx)),
      outlived(['/', '/impressum', '/kontakt'], unannounced, async () => undefined),
    ])
    expect(Math.max(...policy, ...pages)).toBeLessThan(LATEST_MS)
  })
})
