import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import hoodiecrow from 'hoodiecrow-imap'
import { type MailboxSettings } from '@/lib/env'

const user = 'portal@example.org'
const password = 'test word/1'

/** An IMAP server on loopback with one mailbox. */
export type ImapServer = {
  mailbox: MailboxSettings
  /** As a mail server would: it has arrived at this instant. */
  deliver(raw: string | Buffer, arrivedAt?: Date): void
  /** How many messages lie in a folder. */
  count(folder: string): number
  close(): Promise<void>
}

export type MockImapServer = ImapServer & {
  /** The server forgets its numbering, as after a restore. */
  renumber(): void
}

/** Hoodiecrow: keeps nothing on the disk. `plugins`: what it can. */
export async function startMockImap({
  plugins = ['ID', 'UIDPLUS', 'IDLE', 'MOVE', 'NAMESPACE', 'ENABLE', 'UNSELECT'],
} = {}): Promise<MockImapServer> {
  const server = hoodiecrow({
    plugins,
    users: { [user]: { password } },
    storage: { INBOX: {}, '': { separator: '/', folders: {} } },
  })
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = (name: string) => server.getMailbox(name)
  const inbox = () => folder('INBOX') as NonNullable<ReturnType<typeof folder>>
  return {
    mailbox: settingsFor((server.server.address() as AddressInfo).port),
    deliver: (raw, arrivedAt = new Date()) => {
      server.appendMessage(inbox(), [], internalDate(arrivedAt), Buffer.from(raw as Buffer).toString('binary'))
    },
    count: (name) => folder(name)?.messages.length ?? 0,
    renumber() {
      inbox().uidvalidity += 1
      for (const [index, message] of inbox().messages.entries()) message.uid = index + 1
      inbox().uidnext = inbox().messages.length + 1
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(resolve)
      }),
  }
}

function settingsFor(port: number): MailboxSettings {
  return { host: '127.0.0.1', port, isTls: false, user, password, folders: ['INBOX'], doneFolder: 'Erledigt' }
}

function internalDate(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? []
  return `${day}-${month}-${year} ${time} +0000`
}

/** Why there is no Dovecot for a test; undefined if there is one. */
export function dovecotMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'Dovecot needs root'
  const { stdout } = spawnSync('dovecot', ['--version'], { encoding: 'utf8' })
  return stdout?.startsWith('2.3') ? undefined : 'Dovecot 2.3 is not installed'
}

/** A real server, with a Maildir of its own; only where dovecotMissing() says nothing. */
export async function startDovecot(): Promise<ImapServer> {
  const base = mkdtempSync(path.join(tmpdir(), 'portal-dovecot-'))
  const [uid, gid] = ['-u', '-g'].map((what) =>
    Number(spawnSync('id', [what, 'dovecot'], { encoding: 'utf8' }).stdout),
  ) as [number, number]
  const maildir = path.join(base, 'mail')
  const own = (folder: string) => {
    mkdirSync(folder, { recursive: true })
    chownSync(folder, uid, gid)
  }
  for (const folder of [base, maildir, ...['cur', 'new', 'tmp'].map((name) => path.join(maildir, name))]) own(folder)
  writeFileSync(path.join(base, 'users'), `${user}:{PLAIN}${password}:${uid}:${gid}::${base}\n`)
  const port = await freePort()
  const config = path.join(base, 'dovecot.conf')
  writeFileSync(config, dovecotConfig({ base, maildir, port, uid }))
  const server = spawn('dovecot', ['-F', '-c', config], { stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  await untilOpen(port)
  let sequence = 0
  const count = (folder: string) =>
    ['cur', 'new']
      .map((part) => path.join(maildir, folder === 'INBOX' ? '' : `.${folder}`, part))
      .reduce((sum, files) => sum + (readdirOf(files)?.length ?? 0), 0)
  return {
    mailbox: settingsFor(port),
    deliver(raw, arrivedAt = new Date()) {
      sequence += 1
      const name = `${Math.floor(arrivedAt.getTime() / 1000)}.${String(sequence).padStart(6, '0')}.portal`
      const file = path.join(maildir, 'new', name)
      writeFileSync(file, raw)
      chownSync(file, uid, gid)
      utimesSync(file, arrivedAt, arrivedAt)
    },
    count,
    close: async () => {
      server.kill('SIGTERM')
      await ended
      rmSync(base, { recursive: true, force: true })
    },
  }
}

function readdirOf(folder: string): string[] | undefined {
  try {
    return readdirSync(folder)
  } catch {
    return undefined
  }
}

function dovecotConfig({ base, maildir, port, uid }: { base: string; maildir: string; port: number; uid: number }) {
  return `
base_dir = ${base}/run
state_dir = ${base}/state
instance_name = portal-test-${port}
protocols = imap
ssl = no
disable_plaintext_auth = no
log_path = ${base}/log
first_valid_uid = 1
mail_location = maildir:${maildir}
mail_uid = ${uid}
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${base}/users
}
userdb {
  driver = passwd-file
  args = username_format=%u ${base}/users
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('data', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('Dovecot did not start')
}

/** What stands between the portal and its mail server: a line of the client may cut the connection, or nothing answers any more. */
export type Wire = {
  mailbox: MailboxSettings
  /** Looks at each command; `cut` breaks off before the server hears it, `hang` lets it wait, `drop-answer`: it is done, but the answer is lost. */
  judge: (command: string) => 'cut' | 'hang' | 'drop-answer' | undefined
  connections: number
  close(): Promise<void>
}

export async function startWire(to: MailboxSettings): Promise<Wire> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(to.port, to.host)
    wire.connections += 1
    let isDeaf = false
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    near.on('data', (data) => {
      const verdict = wire.judge(data.toString('latin1'))
      if (verdict === 'cut') return void near.destroy()
      if (verdict === 'hang') return
      if (verdict === 'drop-answer') isDeaf = true
      far.write(data)
    })
    far.on('data', (data) => (isDeaf ? near.destroy() : near.write(data)))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const wire: Wire = {
    mailbox: { ...to, port: (server.address() as AddressInfo).port },
    judge: () => undefined,
    connections: 0,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return wire
}
