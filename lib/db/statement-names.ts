/**
 * Names for statements that pages send again and again: PostgreSQL then keeps their plan with the connection and need not make it anew,
 * which is most of its work for a small statement. See docs/decisions/0025-named-statements.md.
 */
const SENT_OFTEN = 20
const MOST_NAMES = 300
const MOST_COUNTED = 2_000

/** Searches: the best plan depends on the words, so each is planned for its own. */
const PLANNED_EACH_TIME = /@@|<%|%>|<->|\bI?LIKE\b/

/** Hands out names; one for all connections of a process. */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  const sent = new Map<string, number>()
  return (text) => {
    const known = names.get(text)
    if (known || names.size >= MOST_NAMES || PLANNED_EACH_TIME.test(text)) return known
    const times = (sent.get(text) ?? 0) + 1
    if (times < SENT_OFTEN) {
      // Lists of any length make ever new texts: what was seen seldom is forgotten with all others.
      if (sent.size >= MOST_COUNTED) sent.clear()
      sent.set(text, times)
      return undefined
    }
    sent.delete(text)
    const name = `portal_${names.size + 1}`
    names.set(text, name)
    return name
  }
}
