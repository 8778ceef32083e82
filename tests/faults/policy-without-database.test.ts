import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Gate, openGate } from '../support/gate'
import { type Portal, startPortal } from '../support/portal'

/** A-B5: policy, legal notice and accessibility statement can be read while the database is away; the rest says so with 503. */

const SECRET = 'test-nextauth-secret-0123456789abcdef'
const name = `without_database_${process.pid}`
let gate: Gate
let portal: Portal

beforeAll(async () => {
  const url = new URL(inject('adminUrl'))
  await asAdmin(`CREATE DATABASE ${name} OWNER app`)
  gate = await openGate(Number(url.port))
  url.username = 'app'
  url.port = String(gate.port)
  url.pathname = `/${name}`
  portal = await startPortal({ DATABASE_URL: url.href, NEXTAUTH_SECRET: SECRET, MAIL_TRANSPORT: 'outbox' })
}, 240_000)

afterAll(async () => {
  await portal?.stop()
  gate?.shut()
  await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}, 60_000)

describe('while the database is away', () => {
  it('the policy is readable even if this process has never shown it', async () => {
    gate.shut()
    const { status, html } = await get('/datenschutz')
    expect(status).toBe(200)
    expect(html).toContain('Fassung 1')
    expect(html).toContain('14. Wie lange wir Daten speichern')
  })

  it('once it has been shown, its date of publication is known too', async () => {
    await gate.open()
    expect((await get('/datenschutz')).html).toContain('veröffentlicht am')
    gate.shut()
    for (const path of ['/datenschutz', '/datenschutz/versionen/1']) {
      const { status, html } = await get(path)
      expect(status, path).toBe(200)
      expect(html, path).toContain('veröffentlicht am')
    }
  })

  it('a version that may or may not exist is not denied', async () => {
    gate.shut()
    expect((await get('/datenschutz/versionen/2')).status).toBe(503)
  })

  it.each(['/impressum', '/barrierefreiheit'])('%s is readable', async (path) => {
    gate.shut()
    expect((await get(path)).status).toBe(200)
  })

  it.each(['/registrieren', '/datenschutz/versionen'])(
    '%s says so in German, with 503 and a link to the policy',
    async (path) => {
      gate.shut()
      const { status, html } = await get(path)
      expect(status).toBe(503)
      expect(html).toContain('Das Portal ist gerade nicht erreichbar')
      expect(html).toMatch(/<footer[\s\S]*href="\/datenschutz"/)
    },
  )

  it('everything works again by itself when it is back', async () => {
    await gate.open()
    await expect.poll(async () => (await get('/datenschutz/versionen')).status, { timeout: 20_000 }).toBe(200)
  })
})

async function get(path: string): Promise<{ status: number; html: string }> {
  const answer = await fetch(portal.url + path, { headers: { accept: 'text/html' } })
  return { status: answer.status, html: await answer.text() }
}

async function asAdmin(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('adminUrl') })
  await client.connect()
  await client.query(statement)
  await client.end()
}
