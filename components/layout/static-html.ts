import { Fragment, isValidElement, type ReactNode } from 'react'

/**
 * HTML of a tree that never changes, to be made once and sent many times: long texts cost React a multiple of a short page on every
 * request. For trees of plain components and the attributes named here; everything else throws. Texts and values are escaped as React
 * does; a test compares with React itself. `chosen`: the value of the selection whose options these are.
 */
export function staticHtml(node: ReactNode, chosen?: string): string {
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'bigint') return escapeHtml(String(node))
  if (Array.isArray(node)) return node.map((one) => staticHtml(one, chosen)).join('')
  if (!isValidElement<Props>(node)) throw new Error('static HTML: a node that needs React')
  const { type, props } = node
  if (type === Fragment) return staticHtml(props.children, chosen)
  if (typeof type === 'function') return staticHtml(drawn(type as Component, props), chosen)
  if (typeof type !== 'string') throw new Error('static HTML: a component that needs React')
  const { children, dangerouslySetInnerHTML: ready, ...rest } = attributesOf(type, props, chosen)
  const start = `<${type}${Object.entries(rest).map(attribute).join('')}`
  if (voidElements.has(type)) return `${start}/>`
  const content = ready ? ready.__html : staticHtml(children, type === 'select' ? textOf(props.defaultValue) : chosen)
  return `${start}>${content}</${type}>`
}

/** How a field begins, which React keeps as its default value, is in HTML the value of an input, and of a selection one of its options. */
function attributesOf(type: string, props: Props, chosen: string | undefined): Props {
  if (type === 'input') {
    const { name, defaultValue: value, ...rest } = props
    return { ...rest, name, value }
  }
  if (type === 'select') {
    const { defaultValue: _, ...rest } = props
    return rest
  }
  return type === 'option' && props.value === chosen ? { ...props, selected: true } : props
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value)
}

/** `dangerouslySetInnerHTML`: what is HTML already, a printed part or the cleaned text of a member; it stays as it is, as with React. */
type Props = Record<string, unknown> & { children?: ReactNode; dangerouslySetInnerHTML?: { __html: string } }
/** `draw`: how a printed component is drawn (printed.tsx). */
type Component = { (props: Props): ReactNode; draw?: (props: Props) => ReactNode }

/** What a component consists of. */
export function drawn(component: Component, props: Props): ReactNode {
  return (component.draw ?? component)(props)
}

const names: Record<string, string> = {
  className: 'class',
  tabIndex: 'tabindex',
  htmlFor: 'for',
  strokeWidth: 'stroke-width',
  strokeDasharray: 'stroke-dasharray',
  strokeLinecap: 'stroke-linecap',
}
const asTheyAre =
  /^(?:id|href|rel|target|role|scope|dateTime|action|type|name|value|maxLength|autoComplete|spellCheck|viewBox|fill|stroke|opacity|d|x|y|width|height|rx|cx|cy|r|aria-[a-z]+)$/
/** There or not there, without a value. */
const switches = new Set(['open', 'selected', 'required'])
const addresses = new Set(['href', 'action'])
const voidElements = new Set(['br', 'hr', 'input'])

function attribute([name, value]: [string, unknown]): string {
  if (value === undefined || value === null) return ''
  if (switches.has(name) && typeof value === 'boolean') return value ? ` ${name}=""` : ''
  const known = names[name] ?? (asTheyAre.test(name) ? name : undefined)
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  const isHarmless = isPlain && !(addresses.has(name) && isScript(String(value)))
  if (!known || !isHarmless) throw new Error(`static HTML: the attribute ${name} needs React`)
  return ` ${known}="${escapeHtml(String(value))}"`
}

/** Browsers leave out blanks and line breaks in it. */
function isScript(address: string): boolean {
  return /^[\s\p{Cc}]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:/iu.test(address)
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}
