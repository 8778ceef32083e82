import { Client } from 'pg'

// Not in the types of pg; tests/db/pooler.test.ts fails if it goes.
const { getStartupConf } = Client.prototype as unknown as { getStartupConf(): Record<string, string> }

/**
 * A connection whose times are in UTC: Prisma's adapter sends and reads timestamps without a zone. The zone is a start-up parameter of its
 * own, as poolers know and keep it; they refuse `options=-c TimeZone=UTC`.
 */
export class UtcClient extends Client {
  getStartupConf(): Record<string, string> {
    return { ...getStartupConf.call(this), TimeZone: 'UTC' }
  }
}
