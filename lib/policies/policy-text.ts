/** Text of a policy version as pages draw it: a closed set of pieces, so that nothing but text and links ever gets there. */

export type Inline =
  | { kind: 'text'; text: string }
  /** A placeholder whose value only the operator knows, and has not entered yet. */
  | { kind: 'missing' }
  | { kind: 'strong' | 'emphasis'; content: Inline[] }
  | { kind: 'link'; href: string; content: Inline[] }
  | { kind: 'break' }

export type Block =
  | { kind: 'heading'; level: 2 | 3; id: string; text: string }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; isNumbered: boolean; items: Inline[][] }
  /** `caption`: the heading above the table. */
  | { kind: 'table'; caption: string; header: string[]; rows: Inline[][][] }

export type PolicyText = {
  blocks: Block[]
  /** The level 2 headings in their order. */
  contents: { id: string; text: string }[]
}

/** The text of a version cannot be shown or published; each problem is a German sentence for its author. */
export class PolicyTextError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`policy text: ${problems.join(' ')}`)
    this.name = 'PolicyTextError'
  }
}
