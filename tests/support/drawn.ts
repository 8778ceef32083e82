import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'

/**
 * The part of a document between two comments (rights:begin, rights:end) is what the code gives. Another one fails;
 * `npx vitest run FILE --update` draws it anew.
 */
export async function expectDrawn(document: string, part: string, drawn: string): Promise<void> {
  const text = readFileSync(document, 'utf8')
  const [begin, end] = [`<!-- ${part}:begin -->\n`, `<!-- ${part}:end -->`]
  expect(text.indexOf(begin)).toBeGreaterThan(-1)
  const redrawn = text.slice(0, text.indexOf(begin) + begin.length) + drawn + text.slice(text.indexOf(end) - 1)
  await expect(redrawn).toMatchFileSnapshot(path.resolve(document))
}
