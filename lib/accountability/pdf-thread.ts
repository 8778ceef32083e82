import { parentPort, workerData } from 'node:worker_threads'
import { type PdfDocument, writePdf } from './write-pdf.ts'

/** The thread that writes a PDF (lib/in-thread.ts); Node.js runs this file as it stands. */
parentPort?.postMessage(new Uint8Array(await writePdf(workerData as PdfDocument)))
