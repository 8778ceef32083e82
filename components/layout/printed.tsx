import { createElement, Fragment, isValidElement, type ReactNode } from 'react'
import { drawn, staticHtml } from './static-html'

/**
 * A component that is drawn once per process, then sent as one string: React would set every element of it anew for each request, and
 * write it twice, into the page and into the data beside it. What it shows may depend on nothing but `kindOf`, which knows a few kinds
 * and never a value from outside. Only for plain components (static-html.ts) without personal data; forms whose action is a function stay with React.
 */
export function printed<Props extends object = object>(
  draw: (props: Props) => ReactNode,
  kindOf: (props: Props) => string = () => '',
): (props: Props) => ReactNode {
  const prints = new Map<string, ReactNode>()
  const component = (props: Props) => {
    const kind = kindOf(props)
    const known = prints.get(kind)
    if (known !== undefined) return known
    const made = print(draw(props))
    prints.set(kind, made)
    return made
  }
  return Object.assign(component, { draw })
}

/** A tree as few elements: the outermost ones stay, so that the page's layout reaches them; what is in them becomes a string. */
export function print(node: ReactNode): ReactNode {
  if (Array.isArray(node)) return node.map(print)
  if (!isValidElement<{ children?: ReactNode }>(node)) return node
  const { type, props, key } = node
  if (typeof type === 'function') return print(drawn(type as Parameters<typeof drawn>[0], props))
  const { children, ...rest } = props
  // An element without a key has `null`; set again, that would become the word "null", the same for all of them.
  const named = key === null ? {} : { key }
  if (type === (Fragment as unknown)) return createElement(Fragment, named, ...asList(print(children)))
  return createElement(
    type as string,
    { ...rest, ...named, dangerouslySetInnerHTML: { __html: staticHtml(children) } } as object,
  )
}

function asList(node: ReactNode): ReactNode[] {
  return Array.isArray(node) ? node : [node]
}
