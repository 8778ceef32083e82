import { type PortalContext } from '../context'

/** A word counts as one of the language when so many members use it. */
const FEWEST_MEMBERS = 3

/**
 * Housekeeping: takes away topics of which nothing but neutral remarks is left (DS-04), and brings the list of known words up to date,
 * which the search uses for queries with a slip of the pen.
 */
export async function tidyForum(ctx: PortalContext): Promise<{ forumTopicsRemoved: number; forumWords: number }> {
  const forumTopicsRemoved = await ctx.db.$executeRaw`
    DELETE FROM forum_topic t WHERE t.title IS NULL
      AND NOT EXISTS (SELECT FROM forum_post p WHERE p.topic_id = t.id AND p.body IS NOT NULL)`
  return { forumTopicsRemoved, forumWords: await learnWords(ctx) }
}

/** One statement: readers see the old list or the new one. */
async function learnWords({ db }: PortalContext): Promise<number> {
  return db.$executeRaw`
    WITH used AS (
      SELECT p.author_id, spelt_words(p.body) AS word FROM forum_post p WHERE p.body IS NOT NULL
      UNION SELECT t.author_id, spelt_words(t.title) FROM forum_topic t WHERE t.title IS NOT NULL
    ),
    known AS (SELECT word FROM used GROUP BY word HAVING count(*) >= ${FEWEST_MEMBERS}),
    gone AS (DELETE FROM forum_word w WHERE NOT EXISTS (SELECT FROM known k WHERE k.word = w.word))
    INSERT INTO forum_word (word) SELECT word FROM known ON CONFLICT DO NOTHING`
}
