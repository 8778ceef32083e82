import { existsSync, readdirSync, statSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import path from 'node:path'
import { type Settings } from '../env'
import { openEntries } from '../private-files'
import { formatNumber } from '../text'
import { about, type Finding } from './finding'

const MIB = 1024 * 1024
const LITTLE_SPACE = 2_048 * MIB
const NO_SPACE = 256 * MIB
/** A backup older than this is none of last night. Hours. */
const OLDEST_BACKUP = 26

/** The data folder: writable, private, with room. Paths of the operator's own machine are named. */
export async function lookAtMachine({ dataDir }: Settings): Promise<Finding[]> {
  return [await room(dataDir), await rights(dataDir)]
}

async function room(dataDir: string): Promise<Finding> {
  const { good, look, bad } = about('Speicherplatz')
  const { bavail, bsize } = await statfs(existsSync(dataDir) ? dataDir : '.')
  const free = bavail * bsize
  const text = `${formatNumber(Math.floor(free / MIB))} MiB frei in ${dataDir}`
  if (free < NO_SPACE) return bad(text, 'Schaffen Sie Platz: Ohne ihn nimmt das Portal nichts mehr an.')
  return free < LITTLE_SPACE ? look(text, 'Schaffen Sie bald Platz.') : good(text)
}

async function rights(dataDir: string): Promise<Finding> {
  const { good, look, bad } = about('Datenordner')
  if (!existsSync(dataDir)) return look(`${dataDir} gibt es noch nicht`, 'Der erste Start legt ihn an.')
  try {
    await access(dataDir, constants.W_OK)
  } catch {
    return bad(`${dataDir} ist nicht beschreibbar`, 'Geben Sie ihn dem Konto, unter dem das Portal läuft.')
  }
  // The database keeps its own folder closed.
  const open = readdirSync(dataDir)
    .filter((name) => name !== 'postgres')
    .flatMap((name) => openEntries(path.join(dataDir, name)))
  if (open.length === 0) return good('nur für das Konto des Portals lesbar')
  return bad(
    `${open[0]}${open.length > 1 ? ` und ${open.length - 1} weitere` : ''} können andere Konten dieser Maschine lesen`,
    'Schließen Sie sie: chmod -R go-rwx.',
  )
}

/** The newest file of a folder of backups; the portal itself does not know where they are kept. */
export function lookAtBackups(folder: string | undefined, dataDir: string, now: Date): Finding {
  const { good, look, bad } = about('Sicherung')
  if (!folder) return look('nicht geprüft', 'Nennen Sie den Ordner der Sicherungen mit --backups FOLDER.')
  if (!existsSync(folder)) return bad(`${folder} gibt es nicht`)
  if (!path.relative(dataDir, path.resolve(folder)).startsWith('..'))
    return bad(`${folder} liegt im Datenordner`, 'Bewahren Sie Sicherungen auf einer anderen Maschine auf.')
  const files = readdirSync(folder).map((name) => path.join(folder, name))
  const ages = files.map((file) => now.getTime() - statSync(file).mtimeMs)
  if (ages.length === 0) return bad(`in ${folder} liegt keine`, 'Richten Sie eine tägliche Sicherung ein.')
  const hours = Math.floor(Math.min(...ages) / 3_600_000)
  const text = `die neueste ist ${formatNumber(hours)} Stunden alt`
  if (hours > OLDEST_BACKUP) return bad(text, 'Prüfen Sie, warum die tägliche Sicherung ausgeblieben ist.')
  return good(text)
}
