import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { outboxFolder } from './outbox-transport'

/** A message in the local outbox; `name` is its file without the ending. */
export type OutboxMail = {
  name: string
  subject: string
  to: string
  from: string
  date: Date
  text: string
  html: string
}

const fileName = /^[\w-]+\.eml$/

/** The newest messages first. A folder that is not there yet is an empty outbox. */
export async function listOutbox(
  dataDir: string,
  { offset = 0, limit = 50 }: { offset?: number; limit?: number } = {},
): Promise<{ total: number; mails: OutboxMail[] }> {
  const names = (await fileNames(dataDir)).sort().reverse()
  const page = await Promise.all(names.slice(offset, offset + limit).map((name) => readMail(dataDir, name)))
  return { total: names.length, mails: page.filter((mail) => mail !== undefined) }
}

/** One message, or undefined if there is none of that name. */
export async function findInOutbox(dataDir: string, name: string): Promise<OutboxMail | undefined> {
  const file = `${name}.eml`
  return fileName.test(file) ? readMail(dataDir, file) : undefined
}

async function fileNames(dataDir: string): Promise<string[]> {
  try {
    return (await readdir(outboxFolder(dataDir))).filter((name) => fileName.test(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function readMail(dataDir: string, file: string): Promise<OutboxMail | undefined> {
  try {
    const mail = await PostalMime.parse(await readFile(path.join(outboxFolder(dataDir), file)))
    return {
      name: file.slice(0, -'.eml'.length),
      subject: mail.subject ?? '',
      to: mail.to?.map(({ address }) => address).join(', ') ?? '',
      from: mail.from ? nameOf(mail.from) : '',
      date: new Date(mail.date ?? 0),
      text: mail.text ?? '',
      html: mail.html ?? '',
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function nameOf({ name, address }: NonNullable<Email['from']>): string {
  return name && address ? `${name} <${address}>` : (address ?? name ?? '')
}
