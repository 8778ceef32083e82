import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileKern } from '../../scripts/kern-css.mjs'
import { sourceFiles } from '../support/source-files'

const sources = sourceFiles('app', 'components', 'emails').filter((file) => /\.tsx?$/.test(file))

test('KERN classes stand in components/kern only', () => {
  const strays = sources
    .filter((file) => !file.startsWith('components/kern/'))
    .filter((file) => /["'`\s]kern-[a-z]/.test(readFileSync(file, 'utf8')))
  expect(strays).toEqual([])
})

test('no page sets a style that the CSP would refuse', () => {
  const strays = sources
    .filter((file) => !file.startsWith('emails/'))
    .filter((file) => /\bstyle=\{/.test(readFileSync(file, 'utf8')))
  expect(strays).toEqual([])
})

test('kern.css is what the KERN package and kern.scss give', () => {
  expect(readFileSync('components/kern/kern.css', 'utf8')).toBe(compileKern())
})

test('every icon has its mask', () => {
  const names = [...readFileSync('components/kern/icon.tsx', 'utf8').matchAll(/^ {2}\| '([\w-]+)'$/gm)].map(
    ([, name]) => name,
  )
  expect(names.length).toBeGreaterThan(10)
  const css = readFileSync('components/kern/kern.css', 'utf8')
  expect(names.filter((name) => !css.includes(`.kern-icon--${name} {`))).toEqual([])
})

test('every class that components/kern uses is shipped', () => {
  const css = readFileSync('components/kern/kern.css', 'utf8')
  const shipped = new Set([...css.matchAll(/\.(kern-[\w-]+)/g)].map(([, name]) => name))
  const used = sources
    .filter((file) => file.startsWith('components/kern/'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?<=["'`\s])kern-[a-z][\w-]*(?=["'`\s])/g)].map(([name]) => name),
    )
  expect([...new Set(used)].filter((name) => !shipped.has(name) && !markOnly.has(name))).toEqual([])
})

/** KERN's own names for parts that have no rules of their own, kept so that the markup is KERN's. */
const markOnly = new Set([
  'kern-table__body',
  'kern-table__head',
  'kern-table__row',
  'kern-label--small',
  'kern-summary',
])
