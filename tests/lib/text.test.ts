import { expect, test } from 'vitest'
import { counted } from '@/lib/text'

test.each([
  [0, '0 Akteure'],
  [1, 'Ein Akteur'],
  [2, '2 Akteure'],
  [101, '101 Akteure'],
  [12_345, '12.345 Akteure'],
])('%d is said as %s', (count, words) => expect(counted(count, 'Ein Akteur', 'Akteure')).toBe(words))
