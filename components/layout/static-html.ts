import { Fragment, isValidElement, type ReactNode } from 'react'

/**
 * HTML of a tree that never changes, to be made once and sent many times: long texts cost React a multiple of a short page on every
 * request. For trees of plain components and the attributes named here; everything else throws. Texts and values are escaped as React
 * does; a test compares with React itself.
 */
export function staticHtml(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'bigint') return escapeHtml(String(node))
  if (Array.isArray(node)) return node.map(staticHtml).join('')
  if (!isValidElement<Props>(node)) throw new Error('static HTML: a node that needs React')
  const { type, props } = node
  if (type === Fragment) return staticHtml(props.children)
  if (typeof type === 'function') return staticHtml(drawn(type as Component, props))
  if (typeof type !== 'string') throw new Error('static HTML: a component that needs React')
  const { children, ...rest } = props
  const start = `<${type}${Object.entries(rest).map(attribute).join('')}`
  return voidElements.has(type) ? `${start}/>` : `${start}>${staticHtml(children)}</${type}>`
}

type Props = Record<string, unknown> & { children?: ReactNode }
/** `draw`: how a printed component is drawn (printed.tsx). */
type Component = { (props: Props): ReactNode; draw?: (props: Props) => ReactNode }

/** What a component consists of. */
export function drawn(component: Component, props: Props): ReactNode {
  return (component.draw ?? component)(props)
}

const names: Record<string, string> = {
  className: 'class',
  tabIndex: 'tabindex',
  strokeWidth: 'stroke-width',
  strokeDasharray: 'stroke-dasharray',
  strokeLinecap: 'stroke-linecap',
}
const asTheyAre =
  /^(?:id|href|rel|target|role|scope|viewBox|fill|stroke|opacity|d|x|y|width|height|rx|cx|cy|r|aria-[a-z]+)$/
const voidElements = new Set(['br', 'hr'])

function attribute([name, value]: [string, unknown]): string {
  if (value === undefined || value === null) return ''
  const known = names[name] ?? (asTheyAre.test(name) ? name : undefined)
  if (!known) throw new Error(`static HTML: the attribute ${name} needs React`)
  return ` ${known}="${escapeHtml(String(value))}"`
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}
