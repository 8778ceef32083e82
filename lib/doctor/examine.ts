import { type PortalContext } from '../context'
import { type Settings } from '../env'
import { reportError } from '../report-error'
import { about, type Finding } from './finding'
import { lookAtAddress } from './look-at-address'
import { lookAtDatabase, onlyLooking } from './look-at-database'
import { lookAtBackups, lookAtMachine } from './look-at-machine'
import { lookAtMail, type Names } from './look-at-mail'
import { lookAtMailbox } from './look-at-mailbox'
import { lookAtPortal } from './look-at-portal'
import { lookAtSettings } from './look-at-settings'

export type Wishes = {
  /** Folder of the backups. */
  backups?: string
  /** Selector under which the relay signs. */
  dkim?: string
  names?: Names
}

/**
 * Everything an operator wants to know, one line each, as it is found. Changes nothing, and ends whatever is broken: what cannot be asked is a
 * finding itself.
 */
export async function* examine(ctx: PortalContext, settings: Settings, wishes: Wishes = {}): AsyncGenerator<Finding> {
  yield* lookAtSettings(process.env, settings)
  yield* await within('Maschine', () => lookAtMachine(settings))
  yield lookAtBackups(wishes.backups, settings.dataDir, ctx.now())
  const database = await lookAtDatabase(ctx, settings)
  yield* database.findings
  if (database.isUsable) yield* await within('Portal', () => onlyLooking(ctx, (tx) => lookAtPortal(tx, settings)))
  yield* await within('E-Mail', () => lookAtMail(settings, wishes))
  yield* await within('Posteingang', () => lookAtMailbox(settings))
  yield* await within('Adresse', () => lookAtAddress(settings, ctx.now()))
}

async function within(subject: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look()
  } catch (error) {
    return [about(subject).bad(`ließ sich nicht prüfen (Fehler ${reportError(error, 'doctor')})`)]
  }
}
