import { expect, test } from 'vitest'
import { missingOperatorFacts, operator, operatorFactNames } from '@/lib/operator'

test('A-B3: facts that only the operator knows are reported until they are entered', () => {
  const facts = { ...operator(), phone: null, city: 'Erfurt' }
  const missing = missingOperatorFacts(facts)
  expect(missing).toContain('Telefon')
  expect(missing).not.toContain('Ort')
})

test('every fact of the file that may be missing has a German name', () => {
  const { accessibility, ...plain } = operator()
  const keys = [...Object.keys(plain), ...Object.keys(accessibility).map((key) => `accessibility.${key}`)]
  const alwaysThere = ['name', 'shortName', 'email']
  expect(Object.keys(operatorFactNames).sort()).toEqual(keys.filter((key) => !alwaysThere.includes(key)).sort())
})
