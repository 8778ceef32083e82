import { isValidElement, type ReactNode } from 'react'
import { expect, test } from 'vitest'
import { contentParts, memberText } from '@/app/galerie/parts/content-parts'
import { formParts } from '@/app/galerie/parts/form-parts'
import { kernParts } from '@/app/galerie/parts/kern-parts'
import { listParts } from '@/app/galerie/parts/list-parts'
import { elements, renderMarkdown } from '@/lib/writing/render-markdown'

/** The gallery shows every part that pages are made of: what is not in it is looked at by nobody, wide and narrow, light and dark. */
const shown = [...kernParts, ...formParts, ...listParts, ...contentParts]
const modules = import.meta.glob<Record<string, unknown>>(
  [
    '../../components/{kern,forms,list}/*.tsx',
    '../../components/layout/error-summary.tsx',
    '../../components/content/{member,typed}-text.tsx',
  ],
  { eager: true },
)
/** Needs a form that is being sent. */
const elsewhere = ['UnderWay']
const components = Object.values(modules).flatMap((module) =>
  Object.entries(module).filter(([name, value]) => typeof value === 'function' && /^[A-Z]/.test(name)),
)

/** Is the component one of the elements of this piece? */
function holds(node: ReactNode, component: unknown): boolean {
  if (Array.isArray(node)) return node.some((one) => holds(one, component))
  if (!isValidElement<{ children?: ReactNode }>(node)) return false
  return node.type === component || Object.values(node.props).some((prop) => holds(prop as ReactNode, component))
}

test('there are parts to show', () => expect(components.length).toBeGreaterThan(40))

test.each(components.filter(([name]) => !elsewhere.includes(name)))('%s is in the gallery', (name, component) => {
  const part = shown.find((one) => one.name === name)
  if (name === 'PortalForm') return expect(part).toBeDefined()
  expect(part?.states.some(([, node]) => holds(node, component))).toBe(true)
})

test('every part has one place and each of its states a name', () => {
  const names = shown.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
  for (const { name, states } of shown) {
    expect(states.length, name).toBeGreaterThan(0)
    expect(new Set(states.map(([state]) => state)).size, name).toBe(states.length)
  }
})

test('the text of a member has every element that it may have', () => {
  const html = renderMarkdown(memberText)
  expect(elements.filter((tag) => !html.includes(`<${tag}`))).toEqual([])
})
