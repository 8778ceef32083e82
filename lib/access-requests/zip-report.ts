import { makeZip } from 'client-zip'
import { reportError } from '../report-error'
import { type ReportFile } from './compile-report'

/** The files of a report as one ZIP, made while it is sent: nothing is kept on the server, memory stays flat. */
export function zipReport(files: ReportFile[], at: Date): ReadableStream<Uint8Array> {
  return makeZip(
    files.map(({ name, text }) => ({ name, lastModified: at, input: encoded(text) })),
    { buffersAreUTF8: true },
  )
}

/** A failure on the way breaks the download off; the person sees an incomplete file, never a shortened report. */
async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  try {
    for await (const piece of text) yield encoder.encode(piece)
  } catch (error) {
    reportError(error, 'access report')
    throw error
  }
}
