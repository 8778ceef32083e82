import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test'
import { Client } from 'pg'
import PostalMime, { type Email } from 'postal-mime'
import { findEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { CRON_SECRET } from './portal'

/**
 * The browser tests' own `test`: a console error, a page error and any request to a foreign host fail the test (DS-09).
 * `portal` is the way to what a person cannot do: let a scheduled duty run, read the outbox, let time pass in SQL.
 */
export type PortalHandle = {
  url: string
  /** Calls a scheduled duty as Vercel Cron does. */
  cron(duty: 'lifecycle' | 'mail' | 'housekeeping' | 'announcements' | 'bulk-acts'): Promise<unknown>
  /** Sends what is queued and returns the mails to this address, oldest first. */
  mailsTo(address: string): Promise<Email[]>
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  /** With which it seals the cookies of its sessions. */
  secret: string
}

type Fixtures = { expectedErrors: RegExp[] }

export const test = base.extend<Fixtures, { portal: PortalHandle }>({
  /** Console errors that the test provokes on purpose. */
  expectedErrors: [[], { option: true }],
  portal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const handle = await handleOf(fromEnvironment('E2E_URL'), fromEnvironment('E2E_DATA_DIR'))
      await use(handle)
      await handle.close()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: see above
  baseURL: async ({}, use) => use(fromEnvironment('E2E_URL')),
  page: async ({ page, baseURL, expectedErrors }, use) => {
    const problems = watch(page, new URL(baseURL ?? '').host)
    await use(page)
    expect(problems.filter((problem) => !expectedErrors.some((expected) => expected.test(problem)))).toEqual([])
  },
})

/** The way to a running portal and its data folder; journeys that change the portal for everybody start one of their own. */
export async function handleOf(url: string, dataDir: string): Promise<PortalHandle & { close(): Promise<void> }> {
  const client = await connect(dataDir)
  const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await client.query<Row & Record<string, unknown>>(text, values)).rows
  const cron = async (duty: string) => {
    // A connection of its own: one that was kept may be ended by the server just when it is used again.
    const headers = { authorization: `Bearer ${CRON_SECRET}`, connection: 'close' }
    const answer = await fetch(`${url}/api/cron/${duty}`, { headers })
    if (!answer.ok) throw new Error(`/api/cron/${duty} answered ${answer.status}`)
    return answer.json()
  }
  return {
    url,
    cron,
    mailsTo: async (address) => {
      await cron('mail')
      await otherWorkersAreDone(sql, cron)
      const mails = await readOutbox(dataDir)
      return mails.filter(({ to }) => to?.some((recipient) => recipient.address === address))
    },
    sql,
    secret: secretsOf(dataDir).NEXTAUTH_SECRET,
    close: () => client.end(),
  }
}

/**
 * The portal sends by itself, too: a mail that it took just before is on its way, not yet in the outbox. While the statement that
 * takes it still runs, nobody else may take it and everybody sees it as waiting.
 */
async function otherWorkersAreDone(sql: PortalHandle['sql'], cron: PortalHandle['cron']): Promise<void> {
  // Whoever asked with an address is answered first; only then there is a mail.
  const isAnswered = async () => {
    await cron('mail')
    return sql('SELECT FROM asked_address')
  }
  await expect.poll(isAnswered, { message: 'answers on their way', timeout: 20_000 }).toEqual([])
  const onTheWay = "(state = 'sending' OR (state = 'queued' AND due_at <= now()))"
  const ids = (await sql<{ id: string }>(`SELECT id FROM outgoing_mail WHERE ${onTheWay}`)).map(({ id }) => id)
  if (ids.length === 0) return
  const left = async () => {
    // What was queued without anybody being called to send it would wait for the next run.
    await cron('mail')
    return sql(`SELECT id FROM outgoing_mail WHERE ${onTheWay} AND id = ANY($1)`, [ids])
  }
  await expect.poll(left, { message: 'mails on their way', timeout: 20_000 }).toEqual([])
}

export { expect } from '@playwright/test'

/** The link in a mail's text part that leads to this path of the portal. */
export function linkIn(mail: Email | undefined, to: string): string {
  const link = mail?.text?.match(new RegExp(`https?://\\S*${to}\\S*`))?.[0]
  if (!link) throw new Error(`No link to ${to} in the mail "${mail?.subject}"`)
  return link
}

/** Rules of axe that judge colours: all that a second look at the same page in dark can add. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** axe finds nothing to complain about (WCAG 2.2 A and AA, best practices). */
export async function expectAccessible(page: Page, { only }: { only?: 'colours' } = {}): Promise<void> {
  // axe is a script of the page; the same HTML is judged in the project with JavaScript.
  if (base.info().project.use.javaScriptEnabled === false) return
  // In the page itself, and only what is wrong: a quarter of the time. No page has a frame of another origin.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (only ? axe.withRules(COLOUR_RULES) : axe).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

function watch(page: Page, host: string): string[] {
  const problems: string[] = []
  const documents = new Set<string>()
  page.on('response', (response) => response.request().isNavigationRequest() && documents.add(response.url()))
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isStatusOfPage(message, documents)) problems.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.host !== host) problems.push(`foreign host: ${url.host}`)
  })
  return problems
}

/** Chromium reports a page with status 403 or 404 as an error; tests look at the status themselves. */
function isStatusOfPage(message: ConsoleMessage, documents: Set<string>): boolean {
  return /status of [45]\d\d/.test(message.text()) && documents.has(message.location().url)
}

async function readOutbox(dataDir: string): Promise<Email[]> {
  const folder = path.join(dataDir, 'outbox')
  // In the order in which they were queued: several leave at once, and one may overtake another.
  const id = (name: string) => name.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/)?.[0] ?? ''
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort((a, b) => id(a).localeCompare(id(b)))
  // The portal empties its outbox of people who are erased, also between the list and the read.
  const texts = names.flatMap((name) => readUnlessGone(path.join(folder, name)) ?? [])
  return Promise.all(texts.map((text) => PostalMime.parse(text)))
}

function readUnlessGone(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function connect(dataDir: string): Promise<Client> {
  const folder = path.join(dataDir, 'postgres')
  const running = await findEmbeddedPostgres({ folder, password: secretsOf(dataDir).POSTGRES_PASSWORD })
  if (!running) throw new Error('The database of the portal does not run')
  const client = new Client({ connectionString: running.url })
  await client.connect()
  return client
}

function secretsOf(dataDir: string): { POSTGRES_PASSWORD: string; NEXTAUTH_SECRET: string } {
  return JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'))
}

function fromEnvironment(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is missing: run the browser tests with Playwright`)
  return value
}
