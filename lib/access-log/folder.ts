import path from 'node:path'
import { settings } from '../env'

/** Folder of the files below DATA_DIR. */
export function accessLogFolder(): string {
  return path.resolve(settings().dataDir, 'access-log')
}
