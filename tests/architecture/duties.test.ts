import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { duties } from '@/lib/duties'

type Cron = { path: string; schedule: string }

const { crons } = JSON.parse(readFileSync('vercel.json', 'utf8')) as { crons: Cron[] }
const operation = readFileSync('docs/operation.md', 'utf8')

test('vercel.json calls every duty at the time that the scheduler keeps, and nothing else', () => {
  const expected = duties.map(({ name, schedule }) => ({ path: `/api/cron/${name}`, schedule }))
  expect(crons).toEqual(expected)
})

describe.each(duties.map(({ name, schedule }) => [name, schedule]))('the duty %s', (name, schedule) => {
  test('has a route with its own name', () => {
    const route = `app/api/cron/${name}/route.ts`
    expect(existsSync(route)).toBe(true)
    expect(readFileSync(route, 'utf8')).toContain(`cronRoute('${name}')`)
  })

  test('has its line in docs/operation.md', () => {
    expect(operation).toContain(`| ${name} | \`/api/cron/${name}\` | \`${schedule}\` |`)
  })
})
