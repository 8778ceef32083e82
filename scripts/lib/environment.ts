import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { readSettings, type Settings, SettingsError, withSecretFiles } from '@/lib/env'
import { isPublic, requireClosed } from '@/lib/fail-closed'
import { operatorOf } from '@/lib/operator'
import { storedFiles } from '@/lib/personal-data/stores'
import { closeEntries, makePrivateFolder, writePrivate } from '@/lib/private-files'

/** The secrets that an embedded database comes with (DATA_DIR/secrets.json, readable by its owner only). */
type Secrets = {
  NEXTAUTH_SECRET: string
  /** Earlier ones, the newest first, separated by spaces. */
  NEXTAUTH_SECRET_OLD?: string
  CRON_SECRET: string
  POSTGRES_PASSWORD: string
}

/** What PostgreSQL needs to run inside DATA_DIR; undefined if DATABASE_URL names a server. */
export type Embedded = { folder: string; password: string }

const PLACEHOLDER = 'postgresql://localhost/embedded'

/**
 * Completes and validates process.env before anything else happens, for this process and those it starts: absolute
 * DATA_DIR, generated secrets and demo data for the embedded database, NextAuth's own names. Throws SettingsError.
 * `isLooking`: nothing is created; where there is no embedded database yet, that is the answer. `isServing`: a public portal must be
 * closed (DS-06).
 */
export function prepareEnvironment({ isLooking = false, isServing = false } = {}): {
  settings: Settings
  embedded?: Embedded
} {
  const env = process.env
  readSecretFiles(env)
  const isEmbedded = !env.DATABASE_URL
  const generated = { NEXTAUTH_SECRET: newSecret(), CRON_SECRET: newSecret() }
  // First a look without side effects: a bad setting must not leave a folder behind.
  const first = readSettings(isEmbedded ? { ...generated, ...given(env), DATABASE_URL: PLACEHOLDER } : env)
  if (isServing) requireClosed(env, first, operatorOf(first))
  const dataDir = path.resolve(env.DATA_DIR || '.data')
  env.DATA_DIR = dataDir
  if (isLooking && isEmbedded && !existsSync(path.join(dataDir, 'postgres', 'PG_VERSION'))) {
    throw new SettingsError(`There is no database in ${dataDir} yet; npm start makes one`)
  }
  if (!isLooking) makeDataFolder(dataDir, isEmbedded)
  const secrets = isEmbedded ? readSecrets(dataDir) : undefined
  if (secrets) {
    if (!env.NEXTAUTH_SECRET) {
      env.NEXTAUTH_SECRET = secrets.NEXTAUTH_SECRET
      env.NEXTAUTH_SECRET_OLD ||= secrets.NEXTAUTH_SECRET_OLD ?? ''
    }
    env.CRON_SECRET ||= secrets.CRON_SECRET
    if (!isPublic(first)) env.DEMO ||= '1'
  }
  const settings = readSettings(isEmbedded ? { ...env, DATABASE_URL: PLACEHOLDER } : env)
  Object.assign(env, {
    NEXTAUTH_URL: settings.appUrl,
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    // The same on every server that shares the secret, so that any of them understands the forms of the others. At run
    // time it wins over the key of the build.
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: createHash('sha256')
      .update(`actions ${settings.nextAuthSecret}`)
      .digest('base64'),
  })
  // The server cannot tell the embedded database from another one, which needs an address that was given.
  if (isServing) env.APP_URL = settings.appUrl
  return {
    settings,
    embedded: secrets && { folder: path.join(dataDir, 'postgres'), password: secrets.POSTGRES_PASSWORD },
  }
}

/** The processes that this one starts know the secrets, not the files, which may be readable at the start only. */
function readSecretFiles(env: NodeJS.ProcessEnv): void {
  const read = withSecretFiles(env)
  for (const name of Object.keys(env)) if (!Object.hasOwn(read, name)) delete env[name]
  Object.assign(env, read)
}

/** Where root starts the embedded database, its account must pass through to its folder inside; it may list nothing (DS-06). */
function makeDataFolder(dataDir: string, isEmbedded: boolean): void {
  makePrivateFolder(dataDir)
  if (statSync(dataDir).uid === process.getuid?.())
    chmodSync(dataDir, isEmbedded && process.getuid() === 0 ? 0o711 : 0o700)
  // The database keeps its own folder closed, and refuses to start where it is not.
  for (const name of storedFiles) if (name !== 'postgres') closeEntries(path.join(dataDir, name))
}

function given(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value)) as NodeJS.ProcessEnv
}

function readSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secrets = { NEXTAUTH_SECRET: newSecret(), CRON_SECRET: newSecret(), POSTGRES_PASSWORD: newSecret() }
  writePrivate(file, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets
}

/**
 * A new secret for the next start, where the present one was made by the portal; the present one becomes an earlier one. False where it
 * comes from the environment, which only the operator can change.
 */
export function rotateSecrets(dataDir: string, present: string): boolean {
  const file = path.join(dataDir, 'secrets.json')
  if (!existsSync(file)) return false
  const secrets = readSecrets(dataDir)
  if (secrets.NEXTAUTH_SECRET !== present) return false
  const NEXTAUTH_SECRET_OLD = [present, secrets.NEXTAUTH_SECRET_OLD].filter(Boolean).join(' ')
  writePrivate(file, `${JSON.stringify({ ...secrets, NEXTAUTH_SECRET: newSecret(), NEXTAUTH_SECRET_OLD }, null, 2)}\n`)
  return true
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
