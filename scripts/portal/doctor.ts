import { findEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { type Finding } from '@/lib/doctor/finding'
import { SettingsError } from '@/lib/env'
import { prepareEnvironment } from '../lib/environment'
import { printFindings } from '../lib/print-findings'
import { text, type Values, type Verb } from '../lib/verb'

/** Works where nothing else does: with bad settings, without a database, with one of another release. */
export const verb: Verb = {
  summary:
    'Examines settings, machine, database, duties, mail and public address, and says what to do; 1 = something is broken',
  usage: '[--json] [--backups FOLDER] [--dkim SELECTOR] [--mail ADDRESS]',
  does: ({ mail }) => (mail ? 'writes' : 'reads'),
  options: {
    json: { type: 'boolean' },
    backups: { type: 'string' },
    dkim: { type: 'string' },
    mail: { type: 'string' },
  },
  runAlone: (values) => printFindings(findingsFor(values), { isJson: values.json === true }),
}

async function* findingsFor(values: Values): AsyncGenerator<Finding> {
  const { about } = await import('@/lib/doctor/finding')
  let prepared: ReturnType<typeof prepareEnvironment>
  try {
    prepared = prepareEnvironment({ isLooking: true })
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    yield about('Start').bad(error.message, 'Alle Einstellungen: docs/settings.md.')
    return
  }
  if (prepared.embedded) {
    const running = await findEmbeddedPostgres(prepared.embedded)
    if (!running) {
      yield about('Datenbank').bad('Die eingebaute Datenbank läuft nicht.', 'npm start')
      return
    }
    Object.assign(process.env, { DATABASE_URL: running.url, DATABASE_OWNER_URL: running.ownerUrl })
  }
  // Loaded late: they need the generated client, and the settings.
  const { portalContext } = await import('@/lib/context')
  const { closeDatabase } = await import('@/lib/db/client')
  const { settings } = await import('@/lib/env')
  const { examine } = await import('@/lib/doctor/examine')
  const { sendTestMail } = await import('@/lib/doctor/send-test-mail')
  const address = text(values, 'mail')
  try {
    const ctx = portalContext({ kind: 'operator' })
    yield* examine(ctx, settings(), { backups: text(values, 'backups'), dkim: text(values, 'dkim') })
    if (address) yield await sendTestMail(ctx, settings(), address)
  } finally {
    await closeDatabase()
  }
}
