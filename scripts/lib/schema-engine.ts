import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils'
import { Client, type QueryResult } from 'pg'
import { readMigrations } from '@/lib/db/migrate'

/**
 * Prisma's schema engine as WebAssembly (no binary download): a development tool that compares migrations and schema.
 * The portal itself applies migrations with lib/db/migrate.ts.
 */
const SCHEMA = 'prisma/schema'
const MIGRATIONS = 'prisma/migrations'

/** SQL that leads from the migrations to the schema; empty if both say the same. Needs a superuser connection. */
export async function schemaDrift(adminUrl: string, migrations = MIGRATIONS): Promise<string> {
  const files = readdirSync(SCHEMA)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => ({ path: path.join(SCHEMA, name), content: readFileSync(path.join(SCHEMA, name), 'utf8') }))
  const engine = await startEngine(files, adminUrl)
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationList(migrations) },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  })
  return exitCode === 0 ? '' : (stdout ?? '')
}

type Engine = { diff(input: object): Promise<{ exitCode: number; stdout?: string | null }> }

async function startEngine(files: { path: string; content: string }[], adminUrl: string): Promise<Engine> {
  const { SchemaEngine } = await loadEngine()
  const datamodels = files.map(({ path, content }) => [path, content])
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(new RepairedAdapter(adminUrl)))
}

type EngineModule = {
  SchemaEngine: { new: (options: object, log: () => void, adapter: object) => Promise<Engine> }
  __wbg_set_wasm(exports: WebAssembly.Exports): void
}

let engineModule: Promise<EngineModule> | undefined

/** Once per process: a second instance would corrupt the first. */
function loadEngine(): Promise<EngineModule> {
  engineModule ??= (async () => {
    const host = globalThis as { PRISMA_WASM_PANIC_REGISTRY?: object }
    host.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message: string) => console.error(message) }
    const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const glue = (await import(/* @vite-ignore */ file)) as EngineModule
    const program = await WebAssembly.compile(readFileSync(file.replace(/\.js$/, '.wasm')))
    const { exports } = await WebAssembly.instantiate(program, { './schema_engine_bg.js': glue as never })
    glue.__wbg_set_wasm(exports)
    ;(exports.__wbindgen_start as () => void)()
    return glue
  })()
  return engineModule
}

function migrationList(folder: string): object {
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(path.join(folder, 'migration_lock.toml'), 'utf8') },
    migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
    shadowDbInitScript: '',
  }
}

/** The stock adapter with three repairs that the schema engine needs. */
class RepairedAdapter implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres'
  readonly adapterName = '@prisma/adapter-pg'

  constructor(private readonly url: string) {}

  async connect(): Promise<SqlDriverAdapter> {
    return repaired(await new PrismaPg({ connectionString: this.url, max: 2 }).connect())
  }

  /** In `pg` a connection string wins over `database`: the stock shadow database would be the real one. */
  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const name = `shadow_${crypto.randomUUID().replaceAll('-', '')}`
    const main = new Client({ connectionString: this.url })
    await main.connect()
    await main.query(`CREATE DATABASE ${name} TEMPLATE template0`)
    const shadow = new URL(this.url)
    shadow.pathname = `/${name}`
    const adapter = repaired(await new PrismaPg({ connectionString: shadow.href, max: 2 }).connect())
    const dispose = adapter.dispose.bind(adapter)
    adapter.dispose = async () => {
      await dispose()
      await main.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await main.end()
    }
    return adapter
  }
}

type Internals = {
  underlyingDriver(): { query(sql: string): Promise<unknown> }
  performIO(query: SqlQuery): Promise<QueryResult>
  onError(error: unknown): never
}

const CHAR = 18
const TEXT = 25

function repaired<Adapter extends SqlDriverAdapter>(adapter: Adapter): Adapter {
  const internals = adapter as unknown as Internals
  // A script goes in one query; the adapter would cut it at every semicolon, function bodies included.
  adapter.executeScript = async (script) => {
    await internals
      .underlyingDriver()
      .query(script)
      .catch((error: unknown) => internals.onError(error))
  }
  // The adapter does not know the type "char" of the catalogue.
  const performIO = internals.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const chars: number[] = []
    internals.performIO = async (inner) => {
      const result = await performIO(inner)
      for (const [index, field] of result.fields.entries()) {
        if (field.dataTypeID !== CHAR) continue
        field.dataTypeID = TEXT
        chars.push(index)
      }
      return result
    }
    const result = await queryRaw(query)
    for (const index of chars) (result.columnTypes as ColumnType[])[index] = ColumnTypeEnum.Character
    return result
  }
  return adapter
}
