import { parentPort, workerData } from 'node:worker_threads'
import { type ArchiveFile, encryptArchive } from './encrypt-archive.ts'

/** The thread that encrypts an archive (lib/in-thread.ts); Node.js runs this file as it stands. */
const { files, password, at } = workerData as { files: ArchiveFile[]; password: string; at: Date }

parentPort?.postMessage(new Uint8Array(encryptArchive(files, password, at)))
