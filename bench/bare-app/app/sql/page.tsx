import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 })

/** A bare page that does one SQL query. */
export default async function Page() {
  const { rows } = await pool.query('SELECT number, published_at FROM policy_version ORDER BY number DESC LIMIT 1')
  return (
    <main>
      <title>Bare page with one query</title>
      <h1>Bare page with one query</h1>
      <p>{String(rows[0]?.number)}</p>
    </main>
  )
}
