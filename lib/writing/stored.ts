import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { type Drawing, draw, RULES } from './draw'

/** The column `drawn` beside a text: null where nothing is drawn yet (docs/decisions/0068-what-members-write-is-drawn-once.md). */
export type Drawn = z.output<typeof drawnRow>
export const drawnRow = z.object({ version: z.number(), html: z.string(), words: z.string() }).nullable()

/** As Prisma gives it. */
export function readDrawn(value: unknown): Drawn {
  return drawnRow.safeParse(value).data ?? null
}

/**
 * What belongs to a text that is being written: the column, and how many links out of the portal it has. The column is null where the
 * machine had no time: the duty draws it later.
 */
export function write(text: string | null): { drawn: Drawing | typeof Prisma.DbNull; links: number } {
  if (text === null) return { drawn: Prisma.DbNull, links: 0 }
  const { isFinal, ...drawing } = draw(text)
  return { drawn: isFinal ? drawing : Prisma.DbNull, links: linksIn(text, drawing) }
}

/** Links that can be followed, or addresses that stand there as text, whichever are more. */
export function linksIn(text: string, drawn: Drawn = null): number {
  const written = text.match(/https?:\/\/|\bwww\./gi)?.length ?? 0
  const followed = drawn?.html.match(/<a (?![^>]*href="\/)/g)?.length ?? 0
  return Math.max(written, followed)
}

/** The column for a text that moves with its drawing. */
export function storedDrawn(drawn: Drawn): Drawing | typeof Prisma.DbNull {
  return drawn ?? Prisma.DbNull
}

/** A stored text for a page; it is drawn now if that was done by other rules, or not yet. */
export function htmlOf(text: string, drawn: Drawn): string {
  return currentOf(text, drawn).html
}

/** Its words, a line for each paragraph. `limit`: characters. */
export function linesOf(text: string, drawn: Drawn, limit?: number): string {
  return shortened(currentOf(text, drawn).words, limit)
}

/** Its words on one line: for excerpts. */
export function excerptOf(text: string, drawn: Drawn, limit?: number): string {
  return oneLine(currentOf(text, drawn).words, limit)
}

/** A text on one line, ended at a word. `limit`: characters. */
export function oneLine(text: string, limit?: number): string {
  return shortened(text.replace(/\s+/g, ' ').trim(), limit)
}

function currentOf(text: string, drawn: Drawn): Drawing {
  return drawn?.version === RULES ? drawn : draw(text)
}

function shortened(words: string, limit = Number.POSITIVE_INFINITY): string {
  return words.length <= limit ? words : `${words.slice(0, limit - 1).replace(/\s+\S*$/, '')} …`
}
