import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { isBreached, prefixOf } from '@/lib/auth/breached-passwords'
import list from '@/lib/auth/breached-passwords.json'
import { assessPassword, hashPassword, isOutdated, verifyPassword } from '@/lib/auth/password'

const long128 = Array.from({ length: 16 }, (_, i) => `Wort${i}-Ä!`)
  .join('')
  .padEnd(128, 'xq7ö')
  .slice(0, 128)

describe('which passwords may be chosen (DS-06)', () => {
  const nobody: string[] = []
  test.each([
    ['S-B1 14 characters', 'Xk4!pw9#Lm2&vb', 'too-short'],
    ['S-B2 257 characters', `${'Xk4!'.repeat(64)}p`, 'too-long'],
    ['S-B4 a frequent password made longer', 'passwort12345678', 'easy'],
    ['S-B4 a frequent password twice', 'passwortpasswort', 'easy'],
    ['S-B4 the same in English, with a space', 'password password', 'easy'],
    ['S-B4 one key', 'aaaaaaaaaaaaaaaaaaaa', 'easy'],
    ['S-B4 keys in a row', 'qwertzuiopüasdfghjklöä', 'easy'],
    ['S-B4 digits in a row', '123456789012345678', 'easy'],
    ['S-B4 the name of the portal and a year', 'qualiservice2026portal', 'personal'],
    ['S-B4 the name of the portal, decorated', 'QualiService-Thüringen!', 'personal'],
    ['ASVS 6.2.12 a stolen password', 'incrediblereview', 'stolen'],
    ['ASVS 6.2.12 a stolen password with capitals', 'IncredibleReview', 'stolen'],
    ['ASVS 6.2.12 a stolen password with spaces', 'this is my password', 'stolen'],
    ['ASVS 6.2.12 a stolen password, Russian on English keys', 'vjqvfktymrbqvbh', 'stolen'],
    ['ASVS 6.2.12 keys side by side', '!QAZxsw2#EDCvfr4', 'stolen'],
  ])('%s is refused with the reason in German', async (_case, password, reason) => {
    const assessment = await assessPassword(password, nobody)
    expect(assessment).toMatchObject({ outcome: 'refused', reason })
    expect(assessment.outcome === 'refused' && assessment.message).toMatch(/^Das Passwort .+\.|^Dieses Passwort .+\./)
  })

  test('the list of stolen passwords is whole, and refuses nothing beside it', () => {
    expect(list.hashes).toHaveLength(list.passwords * prefixOf('').length)
    expect(list.passwords).toBeGreaterThan(9_000)
    const others = Array.from({ length: 20_000 }, (_, i) => `Nebelmeer ${i} über der Saale`)
    expect(others.filter(isBreached)).toEqual([])
    expect(isBreached('incrediblereviews')).toBe(false)
  })

  test('S-B4 eight letters beside own words are enough, seven are not', async () => {
    const own = ['Mustermann']
    expect(await assessPassword('Mustermann-kvQxrzBw', own)).toEqual({ outcome: 'good' })
    expect(await assessPassword('Mustermann-kvQxrz7B', own)).toMatchObject({ outcome: 'refused', reason: 'personal' })
  })

  test.each(['erika.mustermann1', 'Mustermann Erika 1975', 'muster-erika@beispiel'])(
    'S-B4 own data are refused: %s',
    async (password) => {
      const own = ['erika.mustermann@beispiel.de', 'Mustermann', 'Erika', 'Muster', 'beispiel']
      expect(await assessPassword(password, own)).toMatchObject({ outcome: 'refused' })
    },
  )

  test.each([
    ['S-B1 15 characters', 'Xk4!pw9#Lm2&vb7'],
    ['S-B3 words with spaces', 'Der Igel frisst gern Marzipan'],
    ['S-B3 umlauts', 'größere Äpfel für Jürgen'],
    ['S-B3 emoji', '🦔🌲🥨 Rennsteig im Nebel'],
    ['S-B3 small letters only', 'wanderstock brotdose kiesel'],
    ['S-B2 128 characters', long128],
    ['S-B4 own words beside others', 'Erika sammelt Kieselsteine im Wald'],
  ])('%s are accepted', async (_case, password) => {
    expect(await assessPassword(password, ['Erika'])).toEqual({ outcome: 'good' })
  })

  test('a hostile password takes no noticeable time', async () => {
    await assessPassword('x'.repeat(20), nobody)
    const began = performance.now()
    await assessPassword('4@8({[<36€9&6#!1/|0$5+7%2_'.repeat(9), nobody)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('stored passwords', () => {
  test('S-B7 are argon2id with at least the OWASP minimum', async () => {
    const stored = await hashPassword('Der Igel frisst gern Marzipan')
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(stored) ?? []
    expect(Number(memory)).toBeGreaterThanOrEqual(19_456)
    expect(Number(passes)).toBeGreaterThanOrEqual(2)
    expect(isOutdated(stored)).toBe(false)
    expect(isOutdated(await hash('x', { memoryCost: 19_456, timeCost: 2 }))).toBe(true)
  })

  test('S-B2 are never cut off', async () => {
    const stored = await hashPassword(long128)
    expect(await verifyPassword(long128, stored)).toBe(true)
    expect(await verifyPassword(long128.slice(0, 127), stored)).toBe(false)
  })

  test('S-B3 are the same however the keyboard composes an umlaut', async () => {
    const stored = await hashPassword('größere Äpfel für alle'.normalize('NFD'))
    expect(await verifyPassword('größere Äpfel für alle'.normalize('NFC'), stored)).toBe(true)
  })

  test('S-A2 without an account no password is right', async () => {
    expect(await verifyPassword('', undefined)).toBe(false)
  })
})
