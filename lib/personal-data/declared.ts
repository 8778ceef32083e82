/** What the schema declares about a column (see prisma/schema/main.prisma). */
export type DeclaredColumn = {
  /**
   * - `report`: shown to the person; `own`: shown unless the row is about somebody else whom the person, as staff, dealt with
   * - `withheld`: stored, named in the report, value not handed out
   * - `staff`: id of the member of staff who acted; the report says "Verwaltung"
   * - `name`: id of another member; the report names them as members see one another, never with an address (DS-08)
   * - `internal`: says nothing about a person
   */
  kind: 'report' | 'own' | 'withheld' | 'staff' | 'name' | 'internal'
  type: 'text' | 'code' | 'instant' | 'day' | 'id' | 'number' | 'boolean' | 'json' | 'bytes'
  label?: string
  /** Name of the list of codes (lib/codes.ts): the enum of the column, or what `@codes` names. */
  codes?: string
  why?: string
}

/** What the schema declares about a table. `none`: why it holds no personal data. */
export type DeclaredTable = {
  title: string
  key: string
  keyType: 'uuid' | 'bigint' | 'text'
  columns: Record<string, DeclaredColumn>
  /** Columns that name the person; empty where nobody can tell whose row it is. */
  person: readonly string[]
  none?: string
  purpose?: string
  source?: string
  retention?: string
  erasure?: string
  clear?: readonly string[]
  except?: string
}
