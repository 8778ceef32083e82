import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { resolveImport } from './imports'
import { sourceFiles } from './source-files'

/** What of the syntax tree is looked at. */
type Node = { type: string; start: number; end: number; [key: string]: unknown }
/** A function of lib whose first argument is a PortalContext. */
export type Verb = { file: string; name: string }
type Module = { source: string; functions: Map<string, Node>; imports: Map<string, Verb> }

/** Verbs that pages, actions, routes and the edge around them import. */
export function reachableVerbs(): Verb[] {
  const files = sourceFiles('app').filter((file) => /\.tsx?$/.test(file))
  const verbs = files.flatMap((file) => [...moduleOf(file).imports.values()].filter(isVerb))
  return [...new Map(verbs.map((verb) => [keyOf(verb), verb])).values()]
}

/** "forum/reply reply" */
export function keyOf({ file, name }: Verb): string {
  return `${file.replace(/^lib\/|\.tsx?$/g, '')} ${name}`
}

/** The second lock comes before the first use of the context; a verb may leave that to the transaction or the verb that it begins with. */
export function beginsWithMay({ file, name }: Verb): boolean {
  const made = moduleOf(file).functions.get(name)
  return made !== undefined && isLocked(file, made, [])
}

function isVerb({ file, name }: Verb): boolean {
  if (!file.startsWith('lib/')) return false
  const { functions, source } = moduleOf(file)
  const [first] = (functions.get(name)?.params ?? []) as Node[]
  return first !== undefined && /: PortalContext$/.test(source.slice(first.start, first.end))
}

function isLocked(file: string, made: Node, above: Node[]): boolean {
  if (above.includes(made)) return false
  const { source, functions, imports } = moduleOf(file)
  const [first] = made.params as Node[]
  const context = new RegExp(`\\b${first?.type === 'Identifier' ? first.name : 'db'}\\b(?!\\.(now|actor|mail)\\b)`)
  const body = made.body as Node
  const steps = body.type === 'BlockStatement' ? (body.body as Node[]) : [body]
  // What only looks at the clock, or at nothing, asks nobody.
  const step = steps.find(({ start, end }) => context.test(source.slice(start, end)))
  const call = step && firstCall(step, ({ start, end }) => context.test(source.slice(start, end)))
  if (!call) return false
  const callee = call.callee as Node
  if (/^may\.\w+$/.test(source.slice(callee.start, callee.end))) return true
  const next = [...above, made]
  const work = (call.arguments as Node[]).find(({ type }) => type === 'ArrowFunctionExpression')
  if (callee.name === 'inTransaction' && work) return isLocked(file, work, next)
  const name = callee.name as string
  const here = functions.get(name)
  if (here) return isLocked(file, here, next)
  const there = imports.get(name)
  const other = there && moduleOf(there.file).functions.get(there.name)
  return other !== undefined && isLocked(there?.file ?? '', other, next)
}

/** The call that is made first: arguments come before the call that takes them, the condition before its branches. */
function firstCall(node: Node, isMeant: (call: Node) => boolean): Node | undefined {
  const isWork = node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression'
  if (isWork) return undefined
  for (const part of partsOf(node)) {
    const found = firstCall(part, isMeant)
    if (found) return found
  }
  const isCall = node.type === 'CallExpression' || node.type === 'TaggedTemplateExpression'
  return isCall && isMeant(node) ? asCall(node) : undefined
}

/** rowsOf(ctx, row)`…` is a call as well. */
function asCall(node: Node): Node {
  return node.type === 'CallExpression' ? node : { ...node, callee: node.tag, arguments: [] }
}

function partsOf(node: Node): Node[] {
  return Object.entries(node)
    .filter(([key]) => key !== 'typeAnnotation')
    .flatMap(([, value]) => value)
    .filter((value): value is Node => typeof value === 'object' && value !== null && 'type' in value)
    .sort((one, other) => one.start - other.start)
}

const modules = new Map<string, Module>()

function moduleOf(file: string): Module {
  const known = modules.get(file)
  if (known) return known
  const source = readFileSync(file, 'utf8')
  const made: Module = { source, functions: new Map(), imports: new Map() }
  for (const statement of parseSync(file, source).program.body as unknown as Node[]) {
    const declared = (statement.declaration ?? statement) as Node
    if (declared.type === 'FunctionDeclaration') made.functions.set((declared.id as Node).name as string, declared)
    if (statement.type === 'ImportDeclaration' && statement.importKind !== 'type') addImports(file, statement, made)
  }
  modules.set(file, made)
  return made
}

function addImports(file: string, statement: Node, { imports }: Module): void {
  const to = resolveImport(file, (statement.source as unknown as { value: string }).value)
  if (!/^(lib|app)\/.*\.tsx?$/.test(to)) return
  for (const { imported, local } of statement.specifiers as { imported?: Node; local: Node }[]) {
    if (imported) imports.set(local.name as string, { file: to, name: imported.name as string })
  }
}
