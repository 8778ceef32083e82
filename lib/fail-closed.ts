import { type Settings, SettingsError, secretNames, settingNames } from './env'
import { isLoopback } from './loopback'
import { isOptionalFact, missingFacts, type Operator } from './operator'
import { bitsOf } from './secret-strength'

/**
 * What is convenient on the machine of a developer is a hole on the internet: a portal whose public address is not this very machine does
 * not start with it (DS-06, ASVS 13.4.2, 16.5.3). What may be meant, but rarely is, is a warning at start and in /admin.
 */
const FEWEST_BITS = 128
/** A name of four letters has too many honest neighbours for two slips. */
const SHORT_NAME = 5

type Environment = Record<string, string | undefined>

/** Is the portal meant for others than whoever sits at this machine? */
export function isPublic({ appUrl }: Pick<Settings, 'appUrl'>): boolean {
  return !isLoopback(new URL(appUrl).hostname)
}

/** Throws SettingsError with one line that names everything that a server must not start with. */
export function requireClosed(source: Environment, settings: Settings, operator: Operator): void {
  const found = refusals(source, settings, operator)
  if (found.length > 0) throw new SettingsError(`This portal does not start: ${found.join('; ')}`)
}

export function refusals(source: Environment, settings: Settings, operator: Operator): string[] {
  if (!isPublic(settings)) {
    return source.DATABASE_URL && !source.APP_URL
      ? ['APP_URL is missing, without it every link leads to localhost']
      : []
  }
  const { appUrl, mail, demo, accessLog, host, trustProxy, allowPublicBind } = settings
  const resendUrl = mail.transport === 'resend' ? mail.resend?.baseUrl : undefined
  const facts = missingFacts(operator).filter((name) => !isOptionalFact(name))
  const cases: [boolean, string][] = [
    [!appUrl.startsWith('https:'), 'APP_URL must begin with https:'],
    [
      mail.transport === 'outbox',
      'SMTP_URL or RESEND_API_KEY is missing, the local outbox would show mails to everybody',
    ],
    [mail.transport === 'smtp' && isOpen(mail.smtpUrl), 'SMTP_URL names no host'],
    [
      !!resendUrl?.startsWith('http:') && !isLoopback(new URL(resendUrl).hostname),
      'RESEND_BASE_URL must begin with https:',
    ],
    ...databases(settings).map(({ name, way }): [boolean, string] => [
      way === 'unsaid',
      `${name} names another machine and must say sslmode=verify-full (or sslmode=disable where the way there is protected otherwise)`,
    ]),
    [demo, 'DEMO must be 0'],
    [accessLog === 'off', 'ACCESS_LOG must be files or stdout, the policy promises the log'],
    [
      !isLoopback(host) && trustProxy > 0 && !allowPublicBind,
      'HOST must be 127.0.0.1 where TRUST_PROXY believes a proxy, or ALLOW_PUBLIC_BIND 1 where only the proxy reaches the port',
    ],
    [
      facts.length > 0,
      settings.operatorFile
        ? `OPERATOR_FILE lacks facts of the operator: ${facts.join(', ')}`
        : `OPERATOR_FILE is missing, and config/operator.json lacks facts of the operator: ${facts.join(', ')}`,
    ],
  ]
  return [
    ...cases.filter(([is]) => is).map(([, line]) => line),
    ...weakSecrets(settings),
    ...misspelt(source).map(({ name, meant }) => `${name} is no setting, ${meant} is`),
  ]
}

function isOpen(url: string | undefined): boolean {
  return !url || !URL.canParse(url) || !new URL(url).hostname
}

function weakSecrets({ nextAuthSecret, oldSecrets, cronSecret }: Settings): string[] {
  const weak = Object.entries({ NEXTAUTH_SECRET: nextAuthSecret, CRON_SECRET: cronSecret })
    .filter(([, secret]) => bitsOf(secret) < FEWEST_BITS)
    .map(([name]) => `${name} can be guessed (openssl rand -base64 32 makes one)`)
  return [nextAuthSecret, ...oldSecrets].includes(cronSecret)
    ? [...weak, 'NEXTAUTH_SECRET and CRON_SECRET must differ']
    : weak
}

/** Names in the environment that are nearly a setting: what was meant is not set. */
export function misspelt(source: Environment): { name: string; meant: string }[] {
  const known = [...settingNames, ...secretNames.map((name) => `${name}_FILE`)]
  return Object.keys(source).flatMap((name) => {
    if (!source[name] || known.includes(name)) return []
    const meant = known.find((right) => distance(name, right) <= (right.length < SHORT_NAME ? 1 : 2))
    return meant ? [{ name, meant }] : []
  })
}

/** Slips between two names: a letter more, less, another one, or two that changed places. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1] ?? []
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    rows.push(row)
  }
  return rows.at(-1)?.at(-1) ?? 0
}

/** What a public portal starts with, but should be looked at: for the operator (`line`) and for staff (`text`). */
export type Warning = { name: string; line: string; text: string }

export function warnings(source: Environment, settings: Settings): Warning[] {
  if (!isPublic(settings)) {
    return misspelt(source).map(({ name, meant }) => ({
      name,
      line: `${name} is no setting, ${meant} is`,
      text: `${name} ist keine Einstellung, gemeint ist wohl ${meant}.`,
    }))
  }
  const { mail, scheduler, trustProxy } = settings
  const cases: [is: boolean, Warning][] = [
    [
      trustProxy === 0,
      {
        name: 'TRUST_PROXY',
        line: 'TRUST_PROXY is 0: behind a proxy everybody has the same address, and one guesser locks out all',
        text: 'TRUST_PROXY ist 0. Hinter einem Proxy haben dann alle dieselbe Adresse, und Sperren treffen alle.',
      },
    ],
    [
      scheduler === 'off' && !source.VERCEL,
      {
        name: 'SCHEDULER',
        line: 'SCHEDULER is off: somebody else must call /api/cron/*',
        text: 'SCHEDULER ist off. Die Aufgaben laufen nur, wenn ein anderer Dienst sie aufruft.',
      },
    ],
    [
      mail.transport === 'smtp' && mail.smtpTls === 'opportunistic' && !isLoopback(hostOf(mail.smtpUrl)),
      {
        name: 'SMTP_TLS',
        line: 'SMTP_TLS is opportunistic: mail may leave without encryption',
        text: 'SMTP_TLS ist opportunistic. E-Mails können das Portal unverschlüsselt verlassen.',
      },
    ],
    [
      mail.transport === 'resend' && !mail.resend?.webhookSecret,
      {
        name: 'RESEND_WEBHOOK_SECRET',
        line: 'RESEND_WEBHOOK_SECRET is missing: mail that comes back is never seen',
        text: 'RESEND_WEBHOOK_SECRET fehlt. Das Portal erfährt nicht, wenn E-Mails zurückkommen.',
      },
    ],
    ...databases(settings).map(({ name, way }): [boolean, Warning] => [
      way === 'in-clear',
      {
        name,
        line: `${name} names another machine, and nobody makes sure who that is and who listens (sslmode=verify-full)`,
        text: 'Die Datenbank steht auf einem anderen Rechner, und die Verbindung ist nicht sicher verschlüsselt (sslmode).',
      },
    ]),
  ]
  return cases.filter(([is]) => is).map(([, warning]) => warning)
}

function hostOf(url = ''): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}

/** `in-clear`: the operator says that the way is protected in another way; `unsaid`: nobody has thought of it (ASVS 12.3.1). */
type Way = 'safe' | 'in-clear' | 'unsaid'

function databases({ databaseUrl, databaseOwnerUrl }: Settings): { name: string; way: Way }[] {
  const both = [
    { name: 'DATABASE_URL', way: wayTo(databaseUrl) },
    { name: 'DATABASE_OWNER_URL', way: wayTo(databaseOwnerUrl) },
  ]
  return databaseOwnerUrl === databaseUrl ? both.slice(0, 1) : both
}

/** As the driver reads it: all but `disable` and `no-verify` check the certificate, unless it is told to be like libpq. A path is a socket. */
function wayTo(databaseUrl: string): Way {
  if (!URL.canParse(databaseUrl)) return 'safe'
  const { hostname, searchParams } = new URL(databaseUrl)
  const host = searchParams.get('host') || hostname
  if (host === '' || host.startsWith('/') || isLoopback(host)) return 'safe'
  const mode = searchParams.get('sslmode')
  if (!mode) return /^(true|1)$/.test(searchParams.get('ssl') ?? '') ? 'safe' : 'unsaid'
  const isLikeLibpq = searchParams.get('uselibpqcompat') === 'true'
  const checked = isLikeLibpq ? /^verify-full$/ : /^(prefer|require|verify-ca|verify-full)$/
  return checked.test(mode) ? 'safe' : 'in-clear'
}
