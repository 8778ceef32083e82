/**
 * From the declarations in the schema to the source of the inventory (DS-04, DS-12). What the tags mean stands at the top of
 * prisma/schema/main.prisma. Dependency-free and pure: data model of Prisma in, text out.
 */
const ERASURES = ['delete', 'neutral', 'keep', 'expire']
const SOURCES = ['member', 'portal', 'staff']
const NAME = /^[a-z][a-z0-9_]*$/

/** Source text of lib/personal-data/generated/inventory.ts. */
export function inventorySource(datamodel) {
  const { tables, problems } = readInventory(datamodel)
  const personal = tables.filter(({ person }) => person.length > 0)
  return [
    '// Generated from the /// comments in prisma/schema by scripts/inventory-generator.mjs. Do not edit.',
    "import { Prisma } from '../../db/generated/client'",
    "import { type DeclaredTable } from '../declared'",
    '',
    `export const declaredTables = ${literal(Object.fromEntries(tables.map(({ name, ...facts }) => [name, facts])))} as const satisfies Record<string, DeclaredTable>`,
    '',
    '/** What is missing or contradicts itself; a test and the build refuse it. */',
    `export const problems: readonly string[] = ${literal(problems)}`,
    '',
    '/** Keys of rows about one person after `after`, oldest first; and the rows behind some keys. */',
    `export const personKeys = {\n${personal.map(keysSource).join('\n')}\n}`,
    '',
    `export const personRows = {\n${personal.map(rowsSource).join('\n')}\n}`,
    '',
    '/** The newest rows about one person, before `before` (text of the key). */',
    `export const newestRows = {\n${personal.map(newestSource).join('\n')}\n}`,
    '',
    `export const personCounts = {\n${personal.map(countSource).join('\n')}\n}`,
    '',
    '/** What an erasure does to the rows that hang on an account, as parts of one statement; `gone` returns the `account_id` of every row. */',
    `export const erasureSteps = {\n${personal.flatMap(stepSource).join('\n')}\n}`,
    '',
    '/** How many rows of each table an erasure of this account would delete or empty. */',
    `export const erasureCounts = (account: string) => Prisma.sql\`\n${personal.flatMap(erasedCountSource).join(' UNION ALL\n')}\``,
    '',
  ].join('\n')
}

/** Tables with their declarations, and problems in words that say what to add. */
export function readInventory({ models, indexes = [] }) {
  const problems = []
  // A view stores nothing: its rows are declared where they are stored.
  const stored = models.filter(({ documentation }) => !('view' in tagsOf(documentation)))
  const tables = stored.map((model) => readTable(model, indexes, problems))
  return { tables, problems }
}

function readTable(model, indexes, problems) {
  const name = model.dbName ?? model.name
  const report = (text) => problems.push(`prisma/schema, model ${model.name}: ${text}`)
  const tags = tagsOf(model.documentation)
  const relations = model.fields.filter((field) => field.kind === 'object' && field.relationFromFields?.length)
  const scalars = model.fields.filter((field) => field.kind !== 'object')
  const keyField = scalars.find((field) => field.isId)
  const foreign = new Set(relations.flatMap(({ relationFromFields }) => relationFromFields))
  const isNone = tags.data?.startsWith('none')
  const columns = Object.fromEntries(
    scalars.map((field) => [
      columnOf(field),
      readColumn(field, {
        isKey: field.isId || foreign.has(field.name),
        isNone,
        // One message is enough where the whole table is missing.
        report: tags.data ? report : () => {},
      }),
    ]),
  )
  const key = keyField ? columnOf(keyField) : ''
  const facts = {
    name,
    title: tags.title ?? name,
    key,
    keyType: keyField?.nativeType?.[0] === 'Uuid' ? 'uuid' : keyField?.type === 'BigInt' ? 'bigint' : 'text',
    columns,
  }
  if (!tags.data) {
    report(
      'no declaration. Add "/// @title German name" and "/// @data purpose=… source=… retention=… erasure=…" above it, or "/// @data none: why it holds no personal data".',
    )
    return { ...facts, person: [], none: 'undeclared' }
  }
  if (isNone) {
    const why = tags.data.replace(/^none:?\s*/, '')
    if (!why) report('"@data none" needs a reason: "/// @data none: why it holds no personal data"')
    if (relations.some(({ type }) => type === 'Account')) report('"@data none", but a foreign key leads to the account')
    return { ...facts, person: [], none: why || 'no reason' }
  }
  if (!NAME.test(name) || !NAME.test(key) || !Object.keys(columns).every((column) => NAME.test(column))) {
    report('table, key and columns need plain names, and the key is one column (@id)')
  }
  if (!tags.title) report('add "/// @title German name of what these rows are, as the person reads it"')
  return { ...facts, ...readRule({ model, indexes, tags, relations, columns, report }) }
}

function readRule({ model, indexes, tags, relations, columns, report }) {
  const rule = Object.fromEntries(tags.data.split(/\s+/).map((pair) => pair.split('=', 2)))
  for (const word of ['purpose', 'source', 'retention', 'erasure']) {
    if (!rule[word]) report(`"@data" lacks ${word}=…`)
  }
  if (rule.erasure && !ERASURES.includes(rule.erasure))
    report(`erasure=${rule.erasure} is none of ${ERASURES.join(', ')}`)
  if (rule.source && !SOURCES.includes(rule.source)) report(`source=${rule.source} is none of ${SOURCES.join(', ')}`)
  const toAccount = relations.filter(({ type }) => type === 'Account')
  const keys = toAccount.map((relation) => columnOfName(model, relation.relationFromFields[0]))
  const named = rule.person?.split(',')
  const person = named ? named.filter((column) => column !== '-') : model.name === 'Account' ? ['id'] : keys
  if (person.length === 0 && !named)
    report('nothing says whose rows these are: add person=column, or person=- if nobody can tell')
  for (const column of person) if (!columns[column]) report(`person=${column}: there is no such column`)
  for (const column of keys)
    if (!person.includes(column)) report(`the foreign key ${column} leads to the account, but person= leaves it out`)
  const clear = rule.clear?.split(',') ?? []
  for (const column of clear) if (!columns[column]) report(`clear=${column}: there is no such column`)
  checkErasure({ model, rule, toAccount, person, clear, report })
  const indexed = indexes
    .filter(({ model: of }) => of === model.name)
    .map(({ fields }) => columnOfName(model, fields[0]?.name))
  for (const column of person) {
    if (columns[column] && !indexed.includes(column))
      report(`${column} names the person and needs an index: @@index([${fieldOfColumn(model, column)}])`)
  }
  const { purpose = '', source = '', retention = '', erasure = '' } = rule
  return { purpose, source, retention, erasure, person, clear, ...(rule.except ? { except: rule.except } : {}) }
}

/** A rule that the foreign key contradicts would either fail at the erasure or leave something behind. */
function checkErasure({ model, rule, toAccount, person, clear, report }) {
  for (const { name, isRequired, relationOnDelete = isRequired ? 'Restrict' : 'SetNull' } of toAccount) {
    if (rule.erasure === 'delete' && !['Cascade', 'Restrict', 'NoAction'].includes(relationOnDelete)) {
      report(`erasure=delete, but ${name} has onDelete: ${relationOnDelete}; use Cascade`)
    }
    if (rule.erasure === 'neutral' && relationOnDelete !== 'SetNull') {
      report(`erasure=neutral, but ${name} has onDelete: ${relationOnDelete}; use SetNull`)
    }
    if (rule.erasure === 'keep' || rule.erasure === 'expire') {
      report(
        `erasure=${rule.erasure}, but the foreign key ${name} ties the rows to the account; use delete or neutral, or drop the key`,
      )
    }
  }
  if (rule.erasure === 'neutral' && clear.length === 0)
    report('erasure=neutral needs clear=column,… : which texts become empty')
  if (rule.erasure === 'delete' && person.length !== 1) {
    report('erasure=delete needs exactly one column that names the person')
  }
  // Emptied when the first one goes; whoever else it is about has it in the report, and the key lets go of them.
  const keys = toAccount.map((relation) => columnOfName(model, relation.relationFromFields[0]))
  if (rule.erasure === 'neutral' && (person.length === 0 || person.slice(1).some((column) => !keys.includes(column)))) {
    report('erasure=neutral needs a column that names the person; every further one needs a foreign key (SetNull)')
  }
  if (rule.erasure === 'delete' && model.name !== 'Account' && toAccount.length === 0) {
    report('erasure=delete without a foreign key to the account: add one (onDelete: Cascade)')
  }
}

function readColumn(field, { isKey, isNone, report }) {
  const tags = tagsOf(field.documentation)
  const type = typeOf(field)
  const codes = field.kind === 'enum' ? field.type : tags.codes
  const listed = codes ? { codes } : {}
  const given = ['report', 'report-own', 'withheld', 'staff', 'name', 'internal'].filter(
    (tag) => tags[tag] !== undefined,
  )
  if (given.length > 1) report(`${field.name} has ${given.map((tag) => `@${tag}`).join(' and ')}; one is enough`)
  const [tag] = given
  if (tag === 'report' || tag === 'report-own' || tag === 'staff' || tag === 'name') {
    if (!tags[tag]) report(`${field.name}: "@${tag}" needs the German label that the person reads`)
    return { kind: tag === 'report-own' ? 'own' : tag, label: tags[tag], type, ...listed }
  }
  if (tag === 'withheld') {
    const [label, ...why] = tags.withheld.split(':')
    if (why.length === 0) report(`${field.name}: write "@withheld German label: why the value is not handed out"`)
    return { kind: 'withheld', label, why: why.join(':').trim(), type }
  }
  if (tag === 'internal' || isKey) return { kind: 'internal', type }
  // Where no row belongs to a person, only texts could name one.
  if (isNone && !['text', 'json'].includes(type)) return { kind: 'internal', type }
  report(
    `${field.name} is not declared. Add above it "/// @report German label" (shown in the access report), "/// @withheld label: reason", "/// @staff label" (id of staff who acted) or "/// @internal" (says nothing about a person).`,
  )
  return { kind: 'internal', type }
}

function typeOf(field) {
  const native = field.nativeType?.[0]
  if (field.kind === 'enum') return 'code'
  if (native === 'Date') return 'day'
  if (native === 'Uuid') return 'id'
  return (
    {
      DateTime: 'instant',
      Int: 'number',
      BigInt: 'number',
      Float: 'number',
      Decimal: 'number',
      Boolean: 'boolean',
      Json: 'json',
      Bytes: 'bytes',
    }[field.type] ?? 'text'
  )
}

/** Lines "@tag text" of a comment; a tag may stand once. */
function tagsOf(documentation = '') {
  const lines = documentation.split('\n').map((line) => line.trim().match(/^@([a-z-]+)\s*(.*)$/))
  return Object.fromEntries(lines.filter(Boolean).map(([, tag, text]) => [tag, text]))
}

function columnOf(field) {
  return field.dbName ?? field.name
}

function columnOfName(model, fieldName) {
  return columnOf(model.fields.find(({ name }) => name === fieldName))
}

function fieldOfColumn(model, column) {
  return model.fields.find((field) => columnOf(field) === column)?.name ?? column
}

const shown = ['report', 'own', 'staff', 'name']

/** Materialised: the order must not tempt PostgreSQL to walk through everybody's rows. */
function keysSource({ name, key, keyType, person, columns, except }) {
  return `  ${name}: (person: string, after: string | null, limit: number) => Prisma.sql\`
    WITH mine AS MATERIALIZED (SELECT ${quoted(key)} AS key FROM ${quoted(name)} WHERE ${ofPerson(person, columns)}${unless(except)})
    SELECT key::text AS key FROM mine WHERE (\${after}::${keyType} IS NULL OR key > \${after}::${keyType}) ORDER BY mine.key LIMIT \${limit}\`,`
}

/** The person is asked for again: a row that changed hands in between is nobody else's business. */
function rowsSource({ name, key, keyType, person, columns, except }) {
  return `  ${name}: (person: string, keys: string[]) => Prisma.sql\`
    SELECT ${quoted(key)}::text AS key, ${valuesSql(columns, person)} AS values FROM ${quoted(name)}
    WHERE ${quoted(key)} = ANY(\${keys}::${keyType}[]) AND ${ofPerson(person, columns)}${unless(except)} ORDER BY ${quoted(key)}\`,`
}

function newestSource({ name, key, keyType, person, columns, except }) {
  return `  ${name}: (person: string, before: string | null, limit: number) => Prisma.sql\`
    WITH mine AS MATERIALIZED (SELECT * FROM ${quoted(name)} WHERE ${ofPerson(person, columns)}${unless(except)})
    SELECT ${quoted(key)}::text AS key, ${valuesSql(columns, person)} AS values FROM mine
    WHERE (\${before}::${keyType} IS NULL OR ${quoted(key)} < \${before}::${keyType}) ORDER BY ${quoted(key)} DESC LIMIT \${limit}\`,`
}

function valuesSql(columns, person) {
  const values = Object.entries(columns)
    .filter(([, { kind }]) => shown.includes(kind))
    .map(([column, facts]) => `'${column}', ${valueSql(column, facts, person)}`)
  return `jsonb_build_object(${values.join(', ')})`
}

function countSource({ name, person, columns, except }) {
  return `  ${name}: (person: string) => Prisma.sql\`SELECT count(*)::int AS count FROM ${quoted(name)} WHERE ${ofPerson(person, columns)}${unless(except)}\`,`
}

/** except=column:prefix leaves out rows whose text begins with the prefix (DS-10: some acts are not told). */
function unless(except) {
  if (!except) return ''
  const [column, prefix] = except.split(':')
  return ` AND NOT (${quoted(column)} LIKE '${prefix.replaceAll(/[^a-z.-]/g, '')}%')`
}

function valueSql(column, { kind, type }, [first]) {
  if (kind === 'staff') return `CASE WHEN ${quoted(column)} IS NULL THEN NULL ELSE 'staff' END`
  // As members see one another, never with an address (DS-08); whom a legal hold or a restriction seals is not there (DS-10).
  if (kind === 'name')
    return `(SELECT concat_ws(', ', named.given_name || ' ' || named.surname, named.organisation) FROM account named WHERE named.id = ${quoted(column)} AND NOT EXISTS (SELECT FROM account_standing s WHERE s.account_id = named.id AND (s.is_held OR s.is_restricted)))`
  const value =
    {
      instant: `to_char(${quoted(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      day: `${quoted(column)}::text`,
      bytes: `encode(${quoted(column)}, 'base64')`,
    }[type] ?? quoted(column)
  return kind === 'own' ? `CASE WHEN ${quoted(first)}::text = \${person} THEN ${value} END` : value
}

function ofPerson(person, columns) {
  return `(${person.map((column) => `${quoted(column)} = \${person}${columns[column]?.type === 'id' ? '::uuid' : '::text'}`).join(' OR ')})`
}

function stepSource(table) {
  const statement = erasureStatement(table)
  if (!statement) return []
  const { name } = table
  return `  ${name}: {
    gone: Prisma.sql\`gone_from_${name} AS (${statement})\`,
    count: Prisma.sql\`SELECT account_id, '${name}'::text AS name, count(*) AS rows FROM gone_from_${name} GROUP BY account_id\`,
  },`
}

function erasedCountSource({ name, erasure, person: [person] }) {
  if (erasure !== 'delete' && erasure !== 'neutral') return []
  return `    SELECT '${name}' AS name, count(*)::int AS rows FROM ${quoted(name)} WHERE ${quoted(person)} = \${account}::uuid`
}

/**
 * What an erasure does to one table, for the accounts in `target (id)`; it returns the `account_id` of each row. Undefined
 * where it does nothing.
 */
export function erasureStatement({ name, erasure, person: [person], clear, key }) {
  if (name === 'account') return undefined
  const [table, column] = [quoted(name), quoted(person)]
  if (erasure === 'delete')
    return `DELETE FROM ${table} WHERE ${column} IN (SELECT id FROM target) RETURNING ${column} AS account_id`
  if (erasure !== 'neutral') return undefined
  // The link to the person goes with the text: nothing connects two remarks any more.
  const emptied = [person, ...(clear ?? [])].map((each) => `${quoted(each)} = NULL`).join(', ')
  const old = `SELECT ${quoted(key)} AS old_key, ${column} AS account_id FROM ${table} WHERE ${column} IN (SELECT id FROM target)`
  return `UPDATE ${table} SET ${emptied} FROM (${old}) AS old WHERE ${table}.${quoted(key)} = old.old_key RETURNING old.account_id`
}

function quoted(name) {
  return `"${name}"`
}

function literal(value) {
  return JSON.stringify(value, null, 2)
}
