import { type Prisma } from '../db/generated/client'
import { seal, unseal } from '../seal'

/**
 * Links that act for whoever has them are readable in the mail alone: in the queue, and in every backup of it, they are
 * sealed (DS-06). Everything else in the props stays as it is, because others look into it.
 */
const PURPOSE = 'link in mail'
const live = /[?&]token=/

type Mail = { accountId?: string | null; recipient?: string | null }
type Sealed = { sealed: string }

export function sealLinks(props: object, mail: Mail): Prisma.InputJsonObject {
  return mapValues(props, (value) =>
    typeof value === 'string' && live.test(value)
      ? { sealed: Buffer.from(seal(value, PURPOSE, ownerOf(mail))).toString('base64') }
      : value,
  )
}

/** Throws if a link was sealed for another mail or with another NEXTAUTH_SECRET. */
export function openLinks(props: object, mail: Mail): Prisma.InputJsonObject {
  return mapValues(props, (value) =>
    isSealed(value) ? unseal(Buffer.from(value.sealed, 'base64'), PURPOSE, ownerOf(mail)) : value,
  )
}

function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && typeof (value as Sealed).sealed === 'string'
}

function ownerOf({ accountId, recipient }: Mail): string {
  return accountId ?? recipient ?? ''
}

function mapValues(props: object, map: (value: unknown) => unknown): Prisma.InputJsonObject {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, map(value)])) as Prisma.InputJsonObject
}
