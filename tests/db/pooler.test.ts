import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '@/lib/db/client'
import { migrate } from '@/lib/db/migrate'

/** A transaction pooler between portal and database (PgBouncer, Supabase, Neon), and a database that lives in another time zone. */
const name = `pooler_${process.env.VITEST_POOL_ID ?? '1'}`
const direct = new URL(inject('adminUrl'))
direct.pathname = `/${name}`
const admin = new Client({ connectionString: inject('adminUrl') })
let pooler: Server | undefined

beforeAll(async () => {
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE portal_template`)
  await admin.query(`ALTER DATABASE ${name} SET TimeZone = 'Asia/Tokyo'`)
})

afterEach(() => pooler?.close())

afterAll(async () => {
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
  await admin.end()
})

/** What PgBouncer takes from a client; it refuses the rest. */
const KNOWN = ['user', 'database', 'application_name', 'client_encoding', 'DateStyle', 'TimeZone']

/** Reads the start-up packet as a pooler does: refuses what it does not know, and drops what it is told to drop. */
async function startPooler(dropped: string[] = []): Promise<string> {
  pooler = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (packet) => {
      const pairs = packet.subarray(8).toString().split('\0')
      const given = new Map<string, string>()
      for (let index = 0; pairs[index]; index += 2) given.set(pairs[index] ?? '', pairs[index + 1] ?? '')
      const unknown = [...given.keys()].find((parameter) => !KNOWN.includes(parameter))
      if (unknown) return void socket.end(refusal(`unsupported startup parameter: ${unknown}`))
      for (const parameter of dropped) given.delete(parameter)
      passOn(socket, startup(given))
    })
  })
  pooler.listen(0, '127.0.0.1')
  await once(pooler, 'listening')
  const url = new URL(direct)
  url.port = String((pooler.address() as AddressInfo).port)
  return url.href
}

function passOn(socket: Socket, packet: Buffer): void {
  const server = connect(Number(direct.port), direct.hostname)
  server.on('error', () => socket.destroy())
  server.write(packet)
  socket.pipe(server).pipe(ownKey()).pipe(socket)
}

/** A pooler gives its clients keys of its own: BackendKeyData ('K') names a process that PostgreSQL does not have. */
function ownKey(): Transform {
  let isSeen = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const key = isSeen ? -1 : chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]))
      if (key >= 0) {
        isSeen = true
        chunk.writeInt32BE(4_711, key + 5)
      }
      done(undefined, chunk)
    },
  })
}

function startup(parameters: Map<string, string>): Buffer {
  const text = Buffer.from(`${[...parameters].flat().join('\0')}\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(8 + text.length, 0)
  head.writeInt32BE(196_608, 4)
  return Buffer.concat([head, text])
}

function refusal(message: string): Buffer {
  const text = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(4 + text.length, 1)
  return Buffer.concat([head, text])
}

async function roundTrip(url: string) {
  const { db, pool } = openDatabase(url)
  try {
    const at = new Date('2026-07-01T22:30:00.123Z')
    await db.restoration.deleteMany()
    await db.restoration.create({ data: { cause: 'moved', foundAt: at } })
    const stored = await pool.query<{ utc: string }>(
      `SELECT to_char(found_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS utc FROM restoration`,
    )
    const [raw] = await db.$queryRaw<
      { at: Date; day: string }[]
    >`SELECT ${at}::timestamptz AS at, ${at}::timestamptz::date::text AS day`
    return { stored: stored.rows[0]?.utc, read: (await db.restoration.findFirstOrThrow()).foundAt, ...raw }
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}

const same = {
  stored: '2026-07-01T22:30:00.123Z',
  read: new Date('2026-07-01T22:30:00.123Z'),
  at: new Date('2026-07-01T22:30:00.123Z'),
  day: '2026-07-01',
}

describe('a database whose time zone is Asia/Tokyo', () => {
  test('gives and takes the same instants', async () => {
    expect(await roundTrip(direct.href)).toEqual(same)
  })

  test('also behind a pooler that refuses start-up parameters it does not know', async () => {
    expect(await roundTrip(await startPooler())).toEqual(same)
  })

  test('is refused, with the reason, behind a pooler that drops the zone; with the zone at its role it is taken', async () => {
    const url = await startPooler(['TimeZone'])
    await expect(roundTrip(url)).rejects.toThrow(/not in UTC.*ALTER ROLE/s)
    await admin.query(`ALTER DATABASE ${name} SET TimeZone = 'UTC'`)
    expect(await roundTrip(url)).toEqual(same)
  })
})

test('the pooler of these tests refuses what PgBouncer refuses', async () => {
  const client = new Client({ connectionString: await startPooler(), options: '-c TimeZone=UTC' })
  await expect(client.connect()).rejects.toThrow('unsupported startup parameter: options')
})

test('the migrations find nothing to do behind a pooler', async () => {
  expect(await migrate({ url: await startPooler(), folder: 'prisma/migrations' })).toEqual([])
})
