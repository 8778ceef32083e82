import path from 'node:path'
import { z } from 'zod'

/**
 * Settings of the portal, read from the environment once and validated. A bad or missing value stops the start with
 * one line that names it. The list with its meaning stands in README.md; tests hold both together.
 */
const seconds32 = 'must have at least 32 characters'
const flag = z
  .enum(['0', '1'], 'must be 0 or 1')
  .transform((value) => value === '1')
  .optional()

const schema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
    .optional(),
  DATA_DIR: z.string().min(1, 'must not be empty').default('.data'),
  ERASURES_LOG: z.string().min(1, 'must not be empty').optional(),
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(1, 'must be a port number')
    .max(65535, 'must be a port number')
    .default(3000),
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  APP_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  NEXTAUTH_SECRET: z.string('is missing').min(32, seconds32),
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
    .min(3, 'must be an address')
    .default('QualiService Thüringen <portal@qualiservice-thueringen.de>'),
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

export type Settings = {
  databaseUrl: string
  /** The role that owns the tables, for migrations and restores only; the running server does not know it (DS-06). */
  databaseOwnerUrl: string
  dataDir: string
  /** File outside the database to which every erasure is appended (DS-04); undefined = there is no folder for it. */
  erasuresLog?: string
  port: number
  host: string
  /** Origin without a trailing slash; the only origin that links, cookies and redirects know (S-H6). */
  appUrl: string
  nextAuthSecret: string
  cronSecret: string
  mail: {
    transport: 'outbox' | 'smtp' | 'resend'
    from: string
    smtpUrl?: string
    /** What the way to a relay on another machine needs. */
    smtpTls: 'required' | 'opportunistic'
    resend?: { apiKey: string; baseUrl?: string; webhookSecret?: string; requestsPerSecond: number }
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

/** Validates an environment; throws SettingsError with one line that names the first bad setting. */
export function readSettings(source: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0])
    throw new SettingsError(`Setting ${name} ${given[name] === undefined ? 'is missing' : issue?.message}`)
  }
  const env = parsed.data
  const transport = env.MAIL_TRANSPORT ?? (env.RESEND_API_KEY ? 'resend' : env.SMTP_URL ? 'smtp' : 'outbox')
  if (transport === 'smtp' && !env.SMTP_URL)
    throw new SettingsError('Setting SMTP_URL is missing (MAIL_TRANSPORT is smtp)')
  if (transport === 'resend' && !env.RESEND_API_KEY) {
    throw new SettingsError('Setting RESEND_API_KEY is missing (MAIL_TRANSPORT is resend)')
  }
  if (env.VERCEL && transport === 'outbox') {
    throw new SettingsError('Setting MAIL_TRANSPORT must be smtp or resend on Vercel: there is no folder for an outbox')
  }
  return {
    databaseUrl: env.DATABASE_URL,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    erasuresLog: env.ERASURES_LOG ?? (env.VERCEL ? undefined : path.join(env.DATA_DIR, 'erasures.log')),
    port: env.PORT,
    host: env.HOST,
    appUrl: new URL(env.APP_URL ?? `http://localhost:${env.PORT}`).origin,
    nextAuthSecret: env.NEXTAUTH_SECRET,
    cronSecret: env.CRON_SECRET,
    mail: {
      transport,
      from: env.MAIL_FROM,
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
    scheduler: env.SCHEDULER ?? (env.VERCEL ? 'off' : 'internal'),
    accessLog: env.ACCESS_LOG ?? (env.VERCEL ? 'stdout' : 'files'),
    demo: env.DEMO ?? false,
    trustProxy: env.TRUST_PROXY,
    webConcurrency: env.WEB_CONCURRENCY,
  }
}

let current: Settings | undefined

/** The settings of this process, read once. */
export function settings(): Settings {
  current ??= readSettings(process.env)
  return current
}
