import { type RefusalReason } from './codes'

/**
 * Expected outcomes are returned by name: `{ outcome: 'erased' } | { outcome: 'held' }`. Bugs and denials are thrown.
 * This type keeps the discriminating key the same in every room.
 */
export type Outcome<Name extends string, Details extends object = object> = { outcome: Name } & Details

/** The actor may not do this. Pages answer with 403, actions with a German message; never swallowed. */
export class Refused extends Error {
  constructor(readonly reason: RefusalReason) {
    super(`refused: ${reason}`)
    this.name = 'Refused'
  }
}
