import { expect, test } from 'vitest'
import { schemaDifferences, schemaObjects } from '@/lib/db/schema-objects'
import { testContext } from '../support/context'

/** `prisma/expected-schema.txt` is what the migrations make (DS-06). After a migration: `npx vitest run tests/db/expected-schema.test.ts --update` */
test('the file says what a database has that was migrated from nothing', async () => {
  const objects = await schemaObjects(testContext())
  const own = objects.filter((line) => !line.includes('test_support'))
  await expect(`${own.join('\n')}\n`).toMatchFileSnapshot('../../prisma/expected-schema.txt')
})

test('a database that was migrated does not differ from it', async () => {
  expect(await schemaDifferences(testContext())).toEqual([])
})
