/** First line of the portal's own dumps. */
export const MANIFEST =
  '-- QualiService portal backup, format 1: the data of all tables, as pg_dump --data-only writes them'

/** A dump that only pg_restore can read begins with these bytes. */
export const CUSTOM_MAGIC = 'PGDMP'

/** pg_dump and the portal end with this line: what lacks it is cut off. */
export const COMPLETE = '-- PostgreSQL database dump complete'

/** The dump does not fit this code, cannot be read or is cut off; nothing was changed. */
export class DumpError extends Error {}

/** Complete lines without their end, from a stream of bytes. */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of source) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end)
      yield rest.length > 0 ? Buffer.concat([...rest, piece]) : piece
      rest = []
      start = end + 1
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}
