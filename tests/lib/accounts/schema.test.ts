import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { memberGroups, needsOrganisation } from '@/lib/accounts/member-groups'
import { linkSchema, profileSchema, registrationSchema } from '@/lib/accounts/schema'
import { memberGroupLabels } from '@/lib/codes'

const complete = {
  surname: 'Muster',
  givenName: 'Erika',
  email: 'erika@beispiel.test',
  memberGroup: 'company',
  organisation: 'Werk GmbH',
  position: 'Einkauf',
  password: 'Rennsteig im Nebel 42',
  acceptPolicy: 'yes',
  policyVersion: '1',
}
const profile = {
  surname: 'Muster',
  givenName: 'Erika',
  memberGroup: 'company',
  organisation: 'Werk GmbH',
  position: 'Einkauf',
  seen: 'x',
  account: '019abcde-0000-7000-8000-000000000000',
}

function errorsOf(schema: z.ZodType, entries: object): Record<string, string[] | undefined> {
  const parsed = schema.safeParse(entries)
  return parsed.success ? {} : z.flattenError(parsed.error).fieldErrors
}

describe('mandatory fields of the registration (DS-03)', () => {
  test.each(Object.keys(complete))('%s is mandatory', (field) => {
    const { [field as keyof typeof complete]: _, ...rest } = complete
    expect(Object.keys(errorsOf(registrationSchema, rest))).toEqual([field])
  })

  test.each(['surname', 'givenName', 'email', 'memberGroup', 'organisation', 'position', 'password', 'acceptPolicy'])(
    '%s must not be empty, nor blank',
    (field) => {
      expect(Object.keys(errorsOf(registrationSchema, { ...complete, [field]: '' }))).toEqual([field])
      if (field !== 'password') {
        expect(Object.keys(errorsOf(registrationSchema, { ...complete, [field]: ' \t ' }))).toEqual([field])
      }
    },
  )

  test('everything that is wrong is said at once, the organisation too', () => {
    const errors = errorsOf(registrationSchema, { memberGroup: 'chamber', policyVersion: '1' })
    expect(Object.keys(errors).sort()).toEqual(
      ['acceptPolicy', 'email', 'givenName', 'organisation', 'password', 'position', 'surname'].sort(),
    )
    for (const messages of Object.values(errors)) expect(messages?.[0]).toMatch(/^[A-ZÄÖÜ].*\.$/)
  })

  test('a tick that says anything but yes is no agreement (S-E8)', () => {
    for (const acceptPolicy of ['on', 'no', 'true', 'YES']) {
      expect(errorsOf(registrationSchema, { ...complete, acceptPolicy })).toHaveProperty('acceptPolicy')
    }
  })
})

describe('company and position by group (DS-03)', () => {
  test('the six groups stand in their order, and only Privatperson needs no organisation', () => {
    expect(Object.values(memberGroupLabels)).toEqual([
      'Privatperson',
      'Unternehmen',
      'Bildungsdienstleister',
      'Beratungseinrichtung',
      'Kammer/Verband',
      'Öffentliche Einrichtung',
    ])
    expect(memberGroups.filter((group) => !needsOrganisation(group))).toEqual(['private_person'])
  })

  describe.each([
    ['registration', registrationSchema as z.ZodType, complete],
    ['profile', profileSchema as z.ZodType, profile],
  ])('%s', (_name, schema, entries) => {
    test.each(memberGroups.filter(needsOrganisation))('%s needs both', (memberGroup) => {
      expect(schema.safeParse({ ...entries, memberGroup }).success).toBe(true)
      const errors = errorsOf(schema, { ...entries, memberGroup, organisation: '', position: '' })
      expect(Object.keys(errors)).toEqual(['organisation', 'position'])
    })

    test('for a private person both are dropped, whatever was sent', () => {
      const hidden = { ...entries, memberGroup: 'private_person', organisation: 'Rest\n', position: 'x'.repeat(9999) }
      expect(schema.parse(hidden)).toMatchObject({ organisation: null, position: null })
    })

    test.each(['', 'admin', 'Unternehmen', 'COMPANY', '__proto__', 'constructor'])(
      'no group is called %j',
      (memberGroup) => {
        expect(errorsOf(schema, { ...entries, memberGroup })).toHaveProperty('memberGroup')
      },
    )
  })
})

describe('fields that are not asked for are refused (S-D3, S-E1)', () => {
  test.each([
    'role',
    'emailConfirmedAt',
    'lastLoginAt',
    'id',
    'verifiedAt',
    'passwordHash',
    'registeredAt',
    'constructor',
  ])('%s', (field) => {
    for (const [schema, entries] of [
      [registrationSchema, complete],
      [profileSchema, profile],
    ] as const) {
      const parsed = (schema as z.ZodType).safeParse({ ...entries, [field]: 'admin' })
      expect(parsed.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [field] }])
    }
  })

  test.each([[null], [42], [true], [['a', 'b']], [{ contains: '@' }], [undefined]])(
    '%j in the place of a text is refused (S-E2)',
    (value) => {
      for (const field of Object.keys(complete)) {
        expect(registrationSchema.safeParse({ ...complete, [field]: value }).success, field).toBe(false)
      }
    },
  )
})

describe('one line of text is one line of text (S-G1, S-E7)', () => {
  test.each([
    ['a line break', 'Erika\r\nMaria', 'Erika Maria'],
    ['a line separator', 'Erika\u2028Maria', 'Erika Maria'],
    ['a no-break space', 'Dr.\u00a0Müller', 'Dr. Müller'],
    ['a narrow no-break space', 'Dr.\u202fMüller', 'Dr. Müller'],
    ['a direction mark', 'Erika\u202Egnp', 'Erikagnp'],
    ['a zero-width space', 'Eri\u200Bka', 'Erika'],
    ['a soft hyphen', 'Eri\u00adka', 'Erika'],
    ['a control character', 'Erika\u0007', 'Erika'],
    ['a null character', 'Erika\u0000', 'Erika'],
    ['half a character', 'Erika\ud800', 'Erika'],
  ])('%s is repaired without a word', (_what, typed, stored) => {
    for (const field of ['surname', 'givenName', 'organisation', 'position'] as const) {
      expect(registrationSchema.parse({ ...complete, [field]: typed })[field], field).toBe(stored)
    }
  })

  test('a second header of a mail does not come out of a name', () => {
    expect(errorsOf(registrationSchema, { ...complete, surname: 'Erika\r\nBcc: x@y.de' })).toHaveProperty('surname')
    const { organisation } = registrationSchema.parse({ ...complete, organisation: 'Werk\r\nBcc: x@y.de' })
    expect(organisation).toBe('Werk Bcc: x@y.de')
  })

  test('a name carries no link to a stranger, since our mail greets by name', () => {
    for (const name of ['Gewinn https://boese.example', 'www.boese.example', 'x@boese.example', '12345', '...']) {
      expect(errorsOf(registrationSchema, { ...complete, surname: name }), name).toHaveProperty('surname')
    }
  })

  test.each([
    'علی\u200cپور',
    'ශ්\u200dරී',
    'O’Brien',
    'Müller-Lüdenscheidt',
    "O'Neill",
    'Nguyễn Thị',
    'María José',
    'Dr. von der Höhe',
    'Łukasz',
    '李',
    'Иван',
  ])('the name %s is fine', (surname) => {
    expect(registrationSchema.parse({ ...complete, surname }).surname).toBe(surname.normalize('NFC'))
  })

  test('texts are trimmed and composed; 100 and 200 characters are the limits', () => {
    const parsed = registrationSchema.parse({ ...complete, surname: '  Mu\u0308ller ' })
    expect(parsed.surname).toBe('Müller')
    expect(registrationSchema.safeParse({ ...complete, surname: 'ü'.repeat(100) }).success).toBe(true)
    expect(errorsOf(registrationSchema, { ...complete, surname: 'ü'.repeat(101) })).toHaveProperty('surname')
    expect(registrationSchema.safeParse({ ...complete, organisation: 'ü'.repeat(200) }).success).toBe(true)
    expect(errorsOf(registrationSchema, { ...complete, organisation: 'ü'.repeat(201) })).toHaveProperty('organisation')
    expect(errorsOf(registrationSchema, { ...complete, password: 'x'.repeat(2000) })).toHaveProperty('password')
  })

  test('what the page adds by itself has its limits too: links 200, the state that was seen 64', () => {
    expect(linkSchema.safeParse({ token: 'x'.repeat(200) }).success).toBe(true)
    expect(linkSchema.safeParse({ token: 'x'.repeat(201) }).success).toBe(false)
    expect(profileSchema.safeParse({ ...profile, seen: 'x'.repeat(64) }).success).toBe(true)
    expect(profileSchema.safeParse({ ...profile, seen: 'x'.repeat(65) }).success).toBe(false)
  })

  test('ten megabytes are refused in no time', () => {
    const started = performance.now()
    const flood = 'x'.repeat(10_000_000)
    const errors = errorsOf(registrationSchema, { ...complete, surname: flood, email: flood, password: flood })
    expect(Object.keys(errors)).toEqual(['surname', 'email', 'password'])
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
