import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/**
 * Settings of the portal, read from the environment once and validated. Bad and missing values stop the start with
 * one line that names them. The list with its meaning stands in docs/settings.md; tests hold both together.
 */
const seconds32 = 'must have at least 32 characters'
const flag = z
  .enum(['0', '1'], 'must be 0 or 1')
  .transform((value) => value === '1')
  .optional()

const listed = (text: string) => text.split(/[\s,]+/).filter(Boolean)
/** Names of folders may have spaces. */
const folders = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean))
  .refine((names) => names.length > 0, 'must not be empty')

const schema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
    .optional(),
  DATA_DIR: z.string().min(1, 'must not be empty').default('.data'),
  OPERATOR_FILE: z.string().min(1, 'must not be empty').optional(),
  ERASURES_LOG: z.string().min(1, 'must not be empty').optional(),
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(1, 'must be a port number')
    .max(65535, 'must be a port number')
    .default(3000),
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  ALLOW_PUBLIC_BIND: flag,
  APP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address', abort: true })
    .refine((url) => `${new URL(url).origin}/` === new URL(url).href, 'must be an origin without a path')
    .optional(),
  NEXTAUTH_SECRET: z.string('is missing').min(32, seconds32),
  NEXTAUTH_SECRET_OLD: z
    .string()
    .transform(listed)
    .refine((secrets) => secrets.every((secret) => secret.length >= 32), seconds32)
    .optional(),
  CRON_SECRET: z.string('is missing').min(32, seconds32),
  MAIL_TRANSPORT: z.enum(['outbox', 'smtp', 'resend'], 'must be outbox, smtp or resend').optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  SMTP_TLS: z.enum(['required', 'opportunistic'], 'must be required or opportunistic').default('required'),
  RESEND_API_KEY: z.string().min(1, 'must not be empty').optional(),
  RESEND_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  RESEND_WEBHOOK_SECRET: z.string().min(1, 'must not be empty').optional(),
  RESEND_REQUESTS_PER_SECOND: z.coerce
    .number('must be a number')
    .positive('must be greater than 0')
    .max(100, 'must be at most 100')
    .default(2),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an address')
    .default('QualiService Thüringen <portal@qualiservice-thueringen.de>'),
  INBOUND_PATTERN: z
    .string()
    .regex(
      /^[^\s<>@%]{0,12}%\{key\}(@|[^\s<>@%]{0,4}@)[^\s<>@%]+$/,
      'must be an address with %{key}, such as portal+%{key}@portal.example',
    )
    .optional(),
  INBOUND_VERP: z.enum(['on', 'off'], 'must be on or off').default('off'),
  INBOUND_AUTHSERV_IDS: z
    .string()
    .transform((text) => listed(text.toLowerCase()))
    .refine((ids) => ids.every((id) => /^[\w.-]+$/.test(id)), 'must be names of mail servers')
    .optional(),
  INBOUND_IMAP_URL: z
    .url({ protocol: /^imaps?$/, error: 'must be imaps://user:password@host', abort: true })
    .refine((text) => mailboxOf(text) !== undefined, 'must be imaps://user:password@host')
    .optional(),
  INBOUND_FOLDER: folders.default(['INBOX']),
  INBOUND_DONE_FOLDER: z.string().trim().min(1, 'must not be empty').default('Erledigt'),
  INBOUND_RESEND: z.enum(['on', 'off'], 'must be on or off').default('off'),
  SCHEDULER: z.enum(['internal', 'off'], 'must be internal or off').optional(),
  ACCESS_LOG: z.enum(['files', 'stdout', 'off'], 'must be files, stdout or off').optional(),
  DEMO: flag,
  TRUST_PROXY: z.coerce
    .number('must be a number of proxies')
    .int('must be a number of proxies')
    .min(0, 'must be a number of proxies')
    .max(10, 'must be a number of proxies')
    .default(0),
  WEB_CONCURRENCY: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(64, 'must be at most 64')
    .default(1),
  VERCEL: z.string().optional(),
})

/** Every setting by name; VERCEL is set by that host, not by people. */
export const settingNames = Object.keys(schema.shape).filter((name) => name !== 'VERCEL')

/** Settings that may come from a file that NAME_FILE names: credentials of systemd, secrets of a container. */
export const secretNames = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'NEXTAUTH_SECRET',
  'NEXTAUTH_SECRET_OLD',
  'CRON_SECRET',
  'SMTP_URL',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'INBOUND_IMAP_URL',
] as const

/** A mailbox that the portal reads (IMAP). `isTls`: from the first byte; else STARTTLS, which only a server on this machine may lack. */
export type MailboxSettings = {
  host: string
  port: number
  isTls: boolean
  user: string
  password: string
  folders: readonly string[]
  /** Where messages go that are recorded. */
  doneFolder: string
}

export type Settings = {
  databaseUrl: string
  /** The role that owns the tables, for migrations and restores only; the running server does not know it (DS-06). */
  databaseOwnerUrl: string
  dataDir: string
  /** JSON file with the facts that only the operator knows (lib/operator.ts). */
  operatorFile?: string
  /** File outside the database to which every erasure is appended (DS-04); undefined = there is no folder for it. */
  erasuresLog?: string
  port: number
  host: string
  /** Listens on a network although a proxy is believed: something else keeps strangers from its port. */
  allowPublicBind: boolean
  /** Origin without a trailing slash; the only origin that links, cookies and redirects know (S-H6). */
  appUrl: string
  nextAuthSecret: string
  /** Earlier ones, the newest first: what was made with them is still understood (lib/secret-ring.ts). */
  oldSecrets: string[]
  cronSecret: string
  mail: {
    transport: 'outbox' | 'smtp' | 'resend'
    from: string
    /** Envelope sender of each mail, with %{key} for its key (VERP); undefined = the address of the From field. */
    returnPattern?: string
    /** Where answers to mails go, with %{key}; undefined = nobody reads them, and mails say so. */
    replyPattern?: string
    /** Names under which the own receiver writes Authentication-Results, in lower case; none = no sender is proven. */
    authservIds?: string[]
    smtpUrl?: string
    /** What the way to a relay on another machine needs. */
    smtpTls: 'required' | 'opportunistic'
    resend?: { apiKey: string; baseUrl?: string; webhookSecret?: string; requestsPerSecond: number }
  }
  /** Ways in for mail that the portal fetches itself; what a mail server hands over (pipe) needs no setting. */
  inbound: {
    mailbox?: MailboxSettings
    /** Mail that Resend takes for the portal. */
    fromResend: boolean
  }
  scheduler: 'internal' | 'off'
  /** Where the lines of the access log go (DS-02). */
  accessLog: 'files' | 'stdout' | 'off'
  demo: boolean
  /** Number of proxies in front whose X-Forwarded-For entries are believed; 0 = none. */
  trustProxy: number
  webConcurrency: number
}

/** A setting is bad or missing; the message is the one line the operator sees. */
export class SettingsError extends Error {}

type Environment = Record<string, string | undefined>

/** The secrets read from their files, and NAME_FILE taken out. Throws SettingsError; the content is never shown. */
export function withSecretFiles(source: Environment): Environment {
  const env = { ...source }
  for (const name of secretNames) {
    const file = env[`${name}_FILE`]
    delete env[`${name}_FILE`]
    if (!file) continue
    if (env[name]) throw new SettingsError(`Setting ${name} is given twice: here and as ${name}_FILE`)
    env[name] = readSecret(`${name}_FILE`, file)
  }
  return env
}

function readSecret(setting: string, file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`Setting ${setting} names ${file}: ${(error as NodeJS.ErrnoException).code}`)
  }
  if (!text) throw new SettingsError(`Setting ${setting} names ${file}: the file is empty`)
  return text
}

/** Validates an environment; throws SettingsError with one line that names every bad setting. */
export function readSettings(source: Environment): Settings {
  const given = Object.fromEntries(Object.entries(withSecretFiles(source)).filter(([, value]) => value))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const problems = new Map(parsed.error.issues.map(({ path: [name], message }) => [String(name), message]))
    throw new SettingsError(
      [...problems]
        .map(([name, message]) => `Setting ${name} ${given[name] === undefined ? 'is missing' : message}`)
        .join('; '),
    )
  }
  const env = parsed.data
  const transport = env.MAIL_TRANSPORT ?? (env.RESEND_API_KEY ? 'resend' : env.SMTP_URL ? 'smtp' : 'outbox')
  if (transport === 'smtp' && !env.SMTP_URL)
    throw new SettingsError('Setting SMTP_URL is missing (MAIL_TRANSPORT is smtp)')
  if (transport === 'resend' && !env.RESEND_API_KEY) {
    throw new SettingsError('Setting RESEND_API_KEY is missing (MAIL_TRANSPORT is resend)')
  }
  if (env.INBOUND_VERP === 'on' && !env.INBOUND_PATTERN)
    throw new SettingsError('Setting INBOUND_PATTERN is missing (INBOUND_VERP is on)')
  if (env.INBOUND_RESEND === 'on' && !env.RESEND_API_KEY)
    throw new SettingsError('Setting RESEND_API_KEY is missing (INBOUND_RESEND is on)')
  const mailbox = env.INBOUND_IMAP_URL && mailboxOf(env.INBOUND_IMAP_URL)
  if (mailbox && env.INBOUND_FOLDER.includes(env.INBOUND_DONE_FOLDER))
    throw new SettingsError('Setting INBOUND_DONE_FOLDER must not be a folder of INBOUND_FOLDER')
  if (env.VERCEL && transport === 'outbox') {
    throw new SettingsError('Setting MAIL_TRANSPORT must be smtp or resend on Vercel: there is no folder for an outbox')
  }
  return {
    databaseUrl: env.DATABASE_URL,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    operatorFile: env.OPERATOR_FILE,
    erasuresLog: env.ERASURES_LOG ?? (env.VERCEL ? undefined : path.join(env.DATA_DIR, 'erasures.log')),
    port: env.PORT,
    host: env.HOST,
    allowPublicBind: env.ALLOW_PUBLIC_BIND ?? false,
    appUrl: new URL(env.APP_URL ?? `http://localhost:${env.PORT}`).origin,
    nextAuthSecret: env.NEXTAUTH_SECRET,
    oldSecrets: (env.NEXTAUTH_SECRET_OLD ?? []).filter((secret) => secret !== env.NEXTAUTH_SECRET),
    cronSecret: env.CRON_SECRET,
    mail: {
      transport,
      from: env.MAIL_FROM,
      returnPattern: env.INBOUND_VERP === 'on' ? env.INBOUND_PATTERN : undefined,
      replyPattern: env.INBOUND_PATTERN,
      authservIds: env.INBOUND_AUTHSERV_IDS,
      smtpUrl: env.SMTP_URL,
      smtpTls: env.SMTP_TLS,
      resend: env.RESEND_API_KEY
        ? {
            apiKey: env.RESEND_API_KEY,
            baseUrl: env.RESEND_BASE_URL,
            webhookSecret: env.RESEND_WEBHOOK_SECRET,
            requestsPerSecond: env.RESEND_REQUESTS_PER_SECOND,
          }
        : undefined,
    },
    inbound: {
      mailbox: mailbox ? { ...mailbox, folders: env.INBOUND_FOLDER, doneFolder: env.INBOUND_DONE_FOLDER } : undefined,
      fromResend: env.INBOUND_RESEND === 'on',
    },
    scheduler: env.SCHEDULER ?? (env.VERCEL ? 'off' : 'internal'),
    accessLog: env.ACCESS_LOG ?? (env.VERCEL ? 'stdout' : 'files'),
    demo: env.DEMO ?? false,
    trustProxy: env.TRUST_PROXY,
    webConcurrency: env.WEB_CONCURRENCY,
  }
}

/** What the address of a mailbox says; undefined without user, password or host. */
function mailboxOf(text: string): Omit<MailboxSettings, 'folders' | 'doneFolder'> | undefined {
  const { protocol, hostname, port, username, password } = new URL(text)
  if (!username || !password || !hostname || /%(?![0-9a-f]{2})/i.test(username + password)) return undefined
  const isTls = protocol === 'imaps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isTls ? 993 : 143),
    isTls,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  }
}

let current: Settings | undefined

/** The settings of this process, read once. */
export function settings(): Settings {
  current ??= readSettings(process.env)
  return current
}
