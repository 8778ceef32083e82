import { once } from 'node:events'
import { type Client, type Connection } from 'pg'

/** COPY to and from a connection, as the protocol of PostgreSQL has it: rows as bytes, at the pace of the slower side. */
type Copying = Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/** Runs `COPY … TO STDOUT` and hands over its bytes in order; they are the receiver's to keep. */
export function copyOut(client: Client, sql: string, write: (chunk: Buffer) => Promise<void> | void): Promise<void> {
  return copy(client, sql, {
    handleCopyData({ chunk }: { chunk: Buffer }, connection: Copying) {
      // What pg hands out is a window on a buffer that it fills anew.
      const written = write(Buffer.from(chunk))
      if (!written) return
      connection.stream.pause()
      written.finally(() => connection.stream.resume())
    },
  })
}

/** Runs `COPY … FROM STDIN` with the bytes of `source`. */
export function copyIn(client: Client, sql: string, source: AsyncIterable<Buffer>): Promise<void> {
  return copy(client, sql, {
    async handleCopyInResponse(connection: Copying) {
      try {
        for await (const chunk of source) {
          connection.sendCopyFromChunk(chunk)
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
        }
        connection.endCopyFrom()
      } catch (error) {
        connection.sendCopyFail((error as Error).message)
      }
    },
  })
}

function copy(client: Client, sql: string, handlers: object): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined
    client.query({
      submit: (connection: Connection) => (connection as unknown as { query(text: string): void }).query(sql),
      handleCommandComplete() {},
      handleRowDescription() {},
      handleDataRow() {},
      handleEmptyQuery() {},
      handlePortalSuspended() {},
      handleError(error: Error) {
        failure = error
        reject(error)
      },
      handleReadyForQuery: () => (failure ? undefined : resolve()),
      ...handlers,
    } as never)
  })
}
