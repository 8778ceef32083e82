import { Prisma } from '../db/generated/client'

/**
 * Breaches (`b`) whose people must still be told (Art. 34): no letter was released, or nothing was done about those whom it did not reach;
 * or in public, and nobody has noted how. `s` is the assessment that stands, `l` the newest letter.
 */
export function untoldSql(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT b.id, coalesce(t.bounced_at, s.decided_at) AS since, b.id AS breach_id,
      CASE WHEN l.decided_at IS NULL THEN l.prepared_by END AS prepared_by
    FROM breach b
    JOIN LATERAL (SELECT * FROM breach_assessment a WHERE a.breach_id = b.id ORDER BY a.decided_at DESC, a.id DESC LIMIT 1) s ON TRUE
    LEFT JOIN LATERAL (SELECT * FROM breach_letter n WHERE n.breach_id = b.id AND n.decision IS DISTINCT FROM 'rejected'
      ORDER BY n.prepared_at DESC, n.id DESC LIMIT 1) l ON TRUE
    LEFT JOIN LATERAL (SELECT max(g.bounced_at) AS bounced_at FROM breach_telling g WHERE g.letter_id = l.id) t ON TRUE
    WHERE ${where} AND b.closed_at IS NULL AND CASE s.telling
      WHEN 'tell' THEN l.decision IS DISTINCT FROM 'released' OR (t.bounced_at IS NOT NULL AND NOT ${otherwiseSql(Prisma.sql`t.bounced_at`)})
      WHEN 'public' THEN NOT ${otherwiseSql(Prisma.sql`s.decided_at`)}
      ELSE FALSE END`
}

function otherwiseSql(since: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM breach_remark m WHERE m.breach_id = b.id AND m.kind = 'otherwise' AND m.written_at >= ${since})`
}
