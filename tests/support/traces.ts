import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { owner } from './owner'

/**
 * Where a text occurs: in any column of any table of the whole database (as PostgreSQL prints the row, so in JSON, arrays and
 * bytes too), and in any file below a folder. Looked for as it is, in lower case, and encoded as hex, Base64 or in an address.
 */
export async function tracesOf(texts: string[], folder: string): Promise<string[]> {
  const forms = [...new Set(texts.flatMap(formsOf))]
  return [...(await tablesWith(forms)), ...(await filesWith(forms, folder))].sort()
}

function formsOf(text: string): string[] {
  const each = [text, text.toLowerCase()]
  const bytes = each.map((form) => Buffer.from(form))
  return [
    ...each,
    ...each.map(encodeURIComponent),
    ...bytes.map((form) => form.toString('hex')),
    // Base64 depends on where the text begins within three bytes; the middle is the same for each of the three.
    ...bytes.flatMap((form) => [0, 1, 2].map((shift) => middleOfBase64(form, shift))),
  ].map((form) => form.toLowerCase())
}

function middleOfBase64(bytes: Buffer, shift: number): string {
  return Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .slice(4, -4)
}

async function tablesWith(forms: string[]): Promise<string[]> {
  const pool = owner()
  const tables = await pool.query<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)
  const found: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ hit: boolean }>(
      `SELECT EXISTS (SELECT FROM ${name} AS t, unnest($1::text[]) AS form WHERE strpos(lower(t::text), form) > 0) AS hit`,
      [forms],
    )
    if (rows[0]?.hit) found.push(name.replace('public.', ''))
  }
  return found
}

async function filesWith(forms: string[], folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    const text = (await readFile(file, 'latin1')).toLowerCase()
    const utf8 = (await readFile(file, 'utf8')).toLowerCase()
    // Mail wraps encoded lines.
    const unwrapped = utf8.replace(/=?\r?\n/g, '')
    if (forms.some((form) => text.includes(form) || utf8.includes(form) || unwrapped.includes(form))) {
      found.push(path.relative(folder, file))
    }
  }
  return found
}
