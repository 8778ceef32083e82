import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'

/** One small fault planted into a file: `[start, end)` of its text is replaced. */
export type Mutant = { id: string; file: string; line: number; kind: string; start: number; end: number; to: string }

type Node = { type: string; start: number; end: number; [key: string]: unknown }

const comparisons: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
}
const arithmetic: Record<string, string> = { '+': '-', '-': '+', '*': '/', '/': '*' }

/** All mutants of a source file: conditions, comparisons, limits, calls without a result, and the conditions in its SQL. */
export function mutantsOf(file: string): Mutant[] {
  const source = readFileSync(file, 'utf8')
  const found: Mutant[] = []
  const add = (kind: string, start: number, end: number, to: string) => {
    const id = createHash('sha256')
      .update(`${file}\n${kind}\n${to}\n${source.slice(0, end)}`)
      .digest('hex')
      .slice(0, 10)
    found.push({ id, file, line: source.slice(0, start).split('\n').length, kind, start, end, to })
  }
  const text = (node: Node) => source.slice(node.start, node.end)
  const operator = (node: Node, left: Node, right: Node) =>
    left.end + source.slice(left.end, right.start).indexOf(node.operator as string)

  walk(parseSync(file, source).program as unknown as Node, [], (node, parents) => {
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      const test = node.test as Node
      add('condition', test.start, test.end, `!(${text(test)})`)
    } else if (node.type === 'BinaryExpression') {
      const [left, right] = [node.left as Node, node.right as Node]
      const other =
        comparisons[node.operator as string] ??
        (isNumeric(left, right) ? arithmetic[node.operator as string] : undefined)
      const at = operator(node, left, right)
      if (other) add('operator', at, at + (node.operator as string).length, other)
    } else if (node.type === 'LogicalExpression') {
      const [left, right] = [node.left as Node, node.right as Node]
      const at = operator(node, left, right)
      const other = { '&&': '||', '||': '&&', '??': '&&' }[node.operator as string]
      if (other) add('logic', at, at + 2, other)
    } else if (node.type === 'Literal' && typeof node.value === 'boolean' && !isSelection(parents)) {
      add('boolean', node.start, node.end, String(!node.value))
    } else if (node.type === 'Literal' && typeof node.value === 'number' && !isSelection(parents)) {
      add('number', node.start, node.end, String(node.value + 1))
    } else if (node.type === 'ExpressionStatement' && isCall(node.expression as Node)) {
      add('call', node.start, node.end, ';')
    } else if (node.type === 'TemplateLiteral') {
      for (const [kind, start, end, to] of sqlMutants(text(node))) add(kind, node.start + start, node.start + end, to)
    }
  })
  return found.sort((a, b) => a.start - b.start)
}

function walk(node: Node, parents: Node[], visit: (node: Node, parents: Node[]) => void): void {
  if (node.type.startsWith('TS') && node.type !== 'TSAsExpression' && node.type !== 'TSNonNullExpression') return
  visit(node, parents)
  for (const value of Object.values(node)) {
    for (const child of [value].flat()) {
      if (isNode(child)) walk(child, [...parents, node], visit)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

function isNumeric(...nodes: Node[]): boolean {
  return nodes.some((node) => node.type === 'Literal' && typeof node.value === 'number')
}

function isCall(node: Node): boolean {
  const call = node.type === 'AwaitExpression' ? (node.argument as Node) : node
  return call.type === 'CallExpression'
}

/** `select: { id: true }` is a list of columns, no rule: the types hold it. */
function isSelection(parents: Node[]): boolean {
  return parents.some(
    ({ type, key, id }) =>
      (type === 'Property' && ['select', 'orderBy', 'columns'].includes((key as { name?: string }).name ?? '')) ||
      (type === 'VariableDeclarator' && /selection|columns/i.test((id as { name?: string }).name ?? '')),
  )
}

/** Faults in a statement: a condition left out, its boundary or sense changed, a lock not taken. Places count from its first sign. */
function sqlMutants(sql: string): [kind: string, start: number, end: number, to: string][] {
  if (!/\b(SELECT|UPDATE|INSERT|DELETE|WHERE|AND|EXISTS)\b/.test(sql)) return []
  const found: [string, number, number, string][] = []
  let at = 0
  for (const line of sql.split('\n')) {
    const condition = /^\s*(AND|OR)\s.*[^\s(,`]$/.exec(line)
    if (condition && isBalanced(line)) found.push(['sql-condition', at, at + line.length, ''])
    for (const [pattern, to] of sqlChanges) {
      for (const match of line.matchAll(pattern)) {
        found.push(['sql', at + match.index, at + match.index + match[0].length, to])
      }
    }
    at += line.length + 1
  }
  return found
}

const sqlChanges: [RegExp, string][] = [
  [/ < (?=\S)/g, ' <= '],
  [/ <= (?=\S)/g, ' < '],
  [/ > (?=\S)/g, ' >= '],
  [/ >= (?=\S)/g, ' > '],
  [/\bIS NULL\b/g, 'IS NOT NULL'],
  [/\bIS NOT NULL\b/g, 'IS NULL'],
  [/\bNOT EXISTS\b/g, 'EXISTS'],
  [/ FOR UPDATE\b(?: OF \w+)?(?: SKIP LOCKED)?/g, ''],
]

function isBalanced(line: string): boolean {
  const count = (sign: string) => line.split(sign).length
  return count('(') === count(')') && count('{') === count('}') && count('`') === 1
}
