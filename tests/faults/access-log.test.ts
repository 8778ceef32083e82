import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AccessLog, type Destination, MOST_WAITING, openAccessLog } from '@/lib/access-log/access-log'
import { FIELDS } from '@/lib/access-log/fields'
import { appendLines, appendLinesNow, fileOf } from '@/lib/access-log/log-files'
import { pathPatterns } from '@/lib/access-log/path-pattern'
import { sessionCookieName } from '@/lib/auth/session-cookie'
import { type Exchange, noteExchange, observeExchanges } from '@/lib/exchange'

/** What may go wrong around the access log (DS-02): no request ever notices. */
const DAY = '2026-11-23'
const now = () => new Date(`${DAY}T12:34:56Z`)
let folder: string
let server: Server
let url: string
let watch: ((exchange: Exchange) => void) | undefined

// Once for this file: a subscription to Node's channel stays.
observeExchanges((exchange) => watch?.(exchange))

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-access-'))
  server = createServer((request, response) => {
    if (request.url === '/never') return
    if (request.url === '/member') noteExchange({ memberGroup: 'company' })
    response.statusCode = request.url === '/fehler' ? 500 : 200
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  watch = undefined
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const toFiles: Destination = {
  write: (entries, written) => appendLines(folder, entries, now(), written),
  writeNow: (entries) => appendLinesNow(folder, entries, now()),
}

function open({
  destination = toFiles,
  trustProxy = 0,
}: {
  destination?: Destination
  trustProxy?: number
} = {}): AccessLog & { failed: ReturnType<typeof vi.fn>; recovered: ReturnType<typeof vi.fn> } {
  const failed = vi.fn()
  const recovered = vi.fn()
  const stemOf = pathPatterns(['/', '/fehler', '/member', '/never'])
  const log = openAccessLog({ now, destination, trustProxy, stemOf, isLargeGroup: () => true, failed, recovered })
  watch = log.watch
  return { ...log, failed, recovered }
}

/** Three clients whom nobody can tell apart from a crowd. */
async function crowd(): Promise<void> {
  for (const name of ['a', 'b', 'c']) await fetch(`${url}/`, { headers: { 'user-agent': name } })
}

function lines(day = DAY): string[] {
  const file = fileOf(folder, day)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
}

const entries = () => lines().filter((line) => !line.startsWith('#'))

/** Everything counted so far: requests, and of these without a line. */
function counted(log: AccessLog): [number, number] {
  const hours = log.tally.rest().flatMap((batch) => batch.hours)
  return [hours.reduce((sum, [, all]) => sum + all, 0), hours.reduce((sum, [, , lost]) => sum + lost, 0)]
}

describe('a line', () => {
  test('has the fields of DS-02 in their order, below directives that name them', async () => {
    const log = open()
    await crowd()
    await fetch(`${url}/?seite=2&token=geheim`, { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/132.0' } })
    await log.flush()
    expect(lines().slice(0, 4)).toEqual([
      '#Software: QualiService Thüringen',
      '#Version: 1.0',
      `#Date: ${DAY} 12:34:56`,
      '#Fields: date time c-ip cs-username s-sitename s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-substatus sc-win32-status cs(User-Agent)',
    ])
    const { port } = server.address() as AddressInfo
    expect(entries()).toContain(
      `${DAY} 12:34:00 127.0.0.0 - QUALISERVICE 127.0.0.1 ${port} GET / seite=2&token=* 200 0 0 Firefox/132+(Linux)`,
    )
    for (const line of entries()) expect(line.split(' ')).toHaveLength(FIELDS.length)
  })

  test('of a quiet hour has the full hour only, and neither network nor browser', async () => {
    const log = open()
    for (let request = 0; request < 5; request++) await fetch(`${url}/`, { headers: { 'user-agent': 'Firefox/132.0' } })
    await log.flush()
    for (const line of entries()) {
      expect(line).toMatch(new RegExp(`^${DAY} 12:00:00 0\\.0\\.0\\.0 - .* 200 0 0 -$`))
    }
    expect(entries()).toHaveLength(5)
  })

  test('of a signed-in member has the group and neither network nor browser; of an act neither', async () => {
    const log = open()
    await crowd()
    await fetch(`${url}/member`, { headers: { 'user-agent': 'Firefox/132.0' } })
    await fetch(`${url}/`, { method: 'POST', headers: { 'user-agent': 'Firefox/132.0' } })
    await log.flush()
    expect(entries().find((line) => line.includes('/member'))).toMatch(/ 0\.0\.0\.0 company .* 200 0 0 -$/)
    expect(entries().find((line) => line.includes('POST'))).toMatch(/ 0\.0\.0\.0 - .* 200 0 0 -$/)
  })

  test('of anything that a browser with a session asks for has neither network nor browser (no neighbour tells)', async () => {
    const log = open()
    await crowd()
    const cookies = {
      '/fehler': `${sessionCookieName()}=x`,
      '/never': 'a=b; __Host-portal-session=x; c=d',
      '/': 'xportal-session=x; other=portal-session',
    }
    for (const [path, cookie] of Object.entries(cookies)) {
      await fetch(`${url}${path}?seite=2`, { headers: { 'user-agent': 'Firefox/132.0', cookie } })
    }
    await log.flush()
    const line = (path: string) => entries().find((entry) => entry.includes(` GET ${path} seite=2 `))
    for (const path of ['/fehler', '/never']) expect(line(path)).toMatch(/ 0\.0\.0\.0 - .* -$/)
    expect(line('/')).toMatch(/ 127\.0\.0\.0 - .* Firefox/)
  })

  test('takes forwarded addresses from our own proxies only', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.7, 2001:db8:1:2::3' }
    for (const [trustProxy, network] of [
      [0, '127.0.0.0'],
      [1, '2001:db8::'],
      [2, '198.51.0.0'],
    ] as const) {
      rmSync(folder, { recursive: true, force: true })
      const log = open({ trustProxy })
      await crowd()
      await fetch(`${url}/`, { headers })
      await log.flush()
      expect(entries().join('\n')).toContain(` ${network} `)
      expect(entries().join('\n')).not.toMatch(/198\.51\.100|2001:db8:1/)
    }
  })

  test('is there for a client that went away, with 64', async () => {
    const log = open()
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('GET /never HTTP/1.1\r\nHost: portal.test\r\n\r\n')
    await pause(50)
    socket.destroy()
    await vi.waitFor(async () => {
      await log.flush()
      expect(entries()).toHaveLength(1)
    })
    expect(entries()[0]).toMatch(/GET \/never - 200 0 64 -$/)
  })

  test('belongs to the file of its day, UTC, also when it is written later', async () => {
    await appendLines(
      folder,
      [
        { day: DAY, line: 'one\n' },
        { day: '2026-11-24', line: 'two\n' },
      ],
      now(),
    )
    await appendLines(folder, [{ day: DAY, line: 'three\n' }], now())
    expect(lines(DAY).slice(4)).toEqual(['one', 'three'])
    expect(lines('2026-11-24').slice(4)).toEqual(['two'])
  })
})

test('four processes write one file with whole lines, none missing', async () => {
  const names = Array.from({ length: 4 }, (_, index) => `p${index}`)
  const workers = names.map((name) =>
    spawn(process.execPath, ['--import', 'tsx', 'tests/support/access-log-worker.ts', folder, DAY, name, '50', '50'], {
      stdio: 'inherit',
    }),
  )
  expect(await Promise.all(workers.map(async (worker) => (await once(worker, 'exit'))[0]))).toEqual(names.map(() => 0))
  const stems = entries().map((line) => {
    expect(line.split(' ')).toHaveLength(FIELDS.length)
    return line.split(' ')[8]
  })
  expect(stems).toHaveLength(4 * 50 * 50)
  expect(new Set(stems).size).toBe(stems.length)
})

describe('a disk that cannot be written', () => {
  const broken: [string, () => void][] = [
    ['is full', () => symlinkSync('/dev/full', fileOf(folder, DAY))],
    [
      'holds a file where the folder should be',
      () => {
        rmSync(folder, { recursive: true })
        writeFileSync(folder, '')
      },
    ],
    ['holds a folder where the file should be', () => mkdirSync(fileOf(folder, DAY))],
  ]

  test.each(broken)('that %s breaks no request, is reported, and the requests are counted', async (_, breakIt) => {
    breakIt()
    const log = open()
    for (let request = 0; request < 20; request++) expect((await fetch(`${url}/`)).status).toBe(200)
    await log.flush()
    expect(log.failed).toHaveBeenCalledTimes(1)
    expect(log.failed.mock.calls[0]?.[1]).toBe(20)
    expect((await fetch(`${url}/`)).status).toBe(200)
    log.end()
    expect(log.failed).toHaveBeenCalledTimes(2)
    expect(counted(log)).toEqual([21, 21])
  })

  test('goes on by itself when there is room again', async () => {
    symlinkSync('/dev/full', fileOf(folder, DAY))
    const log = open()
    await fetch(`${url}/`)
    await log.flush()
    rmSync(fileOf(folder, DAY))
    await fetch(`${url}/`)
    await log.flush()
    expect(log.recovered).toHaveBeenCalledTimes(1)
    expect(entries()).toHaveLength(1)
    expect(counted(log)).toEqual([2, 1])
  })

  test('and hangs holds up no request, and memory stays bounded', { timeout: 120_000 }, async () => {
    let written = 0
    let release = () => {}
    const hanging = new Promise<void>((resolve) => {
      release = resolve
    })
    const log = open({
      destination: {
        write: async (some) => {
          written += some.length
          await hanging
        },
        writeNow: () => {},
      },
    })
    const exchanges = MOST_WAITING + 500
    await fetch(`${url}/`)
    void log.flush()
    // Without a network: the same events that Node publishes.
    for (let index = 0; index < exchanges; index++) close(log)
    void log.flush()
    expect((await fetch(`${url}/`)).status).toBe(200)
    expect(written).toBe(1)
    expect(counted(log)).toEqual([exchanges + 2, 501])
    release()
  })
})

/** One exchange from its beginning to its end, without a connection. */
function close(log: AccessLog): void {
  let end = () => {}
  const request = { method: 'GET', url: '/', headers: {}, socket: {} }
  const response = {
    statusCode: 200,
    writableFinished: true,
    once: (_: string, listener: () => void) => (end = listener),
  }
  log.watch({ request, response, notes: {} } as unknown as Exchange)
  end()
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

test('memory is flat over a million requests', { timeout: 240_000 }, async () => {
  const log = open({ destination: { write: async () => {}, writeNow: () => {} } })
  const heap = () => process.memoryUsage().heapUsed / 1e6
  const run = async (requests: number) => {
    for (let done = 0; done < requests; done += 10_000) {
      for (let index = 0; index < 10_000; index++) close(log)
      await log.flush()
      await log.tally.send(async () => {})
    }
  }
  await run(50_000)
  collectGarbage()
  const before = heap()
  await run(1_000_000)
  collectGarbage()
  expect(heap() - before).toBeLessThan(5)
})
