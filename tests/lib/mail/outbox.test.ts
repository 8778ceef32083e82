import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { settings } from '@/lib/env'
import { outboxFolder, outboxTransport } from '@/lib/mail/outbox-transport'
import { findInOutbox, listOutbox } from '@/lib/mail/read-outbox'
import { type Message } from '@/lib/mail/transport'

const { dataDir } = settings()
const folder = outboxFolder(dataDir)

function message(minute: number, details: Partial<Message> = {}): Message {
  return {
    from: 'QualiService Thüringen <portal@portal.test>',
    to: 'erika@beispiel.test',
    subject: `Nachricht ${minute} mit Umlauten äöü und einem Betreff, der für eine Zeile zu lang ist, ja wirklich`,
    html: '<!DOCTYPE html><html lang="de"><body><p>Größe</p></body></html>',
    text: `Größe\n.\nZeile nach einem Punkt http://portal.test/weg?token=${'x'.repeat(120)}`,
    messageId: `m-${minute}.1@portal.test`,
    preparedAt: new Date(`2026-11-23T12:${String(minute).padStart(2, '0')}:00.123Z`),
    headers: {},
    ...details,
  }
}

beforeEach(() => rm(folder, { recursive: true, force: true }))

describe('the local outbox', () => {
  it('is empty before the first mail', async () => {
    expect(await listOutbox(dataDir)).toEqual({ total: 0, mails: [] })
  })

  it('keeps each mail as a complete file and shows the newest first', async () => {
    const transport = outboxTransport(dataDir)
    for (const minute of [1, 3, 2]) {
      expect(await transport.send([message(minute)], 'key')).toEqual([{ outcome: 'accepted', providerId: null }])
    }
    const { total, mails } = await listOutbox(dataDir, { limit: 2 })
    expect(total).toBe(3)
    expect(mails.map(({ subject }) => subject)).toEqual([message(3).subject, message(2).subject])
    expect(mails[0]).toMatchObject({
      to: 'erika@beispiel.test',
      from: 'QualiService Thüringen <portal@portal.test>',
      text: `${message(3).text}\n`,
    })
    expect(mails[0]?.date).toEqual(new Date('2026-11-23T12:03:00Z'))
    expect((await readdir(folder)).every((name) => /^20261123T12\d+Z-m-\d_1_portal_test\.eml$/.test(name))).toBe(true)
  })

  it('a repeated attempt replaces its own file', async () => {
    const transport = outboxTransport(dataDir)
    await transport.send([message(1)], 'key')
    await transport.send([message(1)], 'key')
    expect(await readdir(folder)).toHaveLength(1)
  })

  it('finds one mail by its name, and nothing outside the folder', async () => {
    await outboxTransport(dataDir).send([message(1)], 'key')
    await writeFile(path.join(dataDir, 'secret.eml'), 'Subject: secret\n\nsecret')
    const [mail] = (await listOutbox(dataDir)).mails
    expect((await findInOutbox(dataDir, mail?.name ?? ''))?.subject).toBe(message(1).subject)
    for (const name of ['../secret', '..%2Fsecret', 'secret', '', '.', 'a/../../secret']) {
      expect(await findInOutbox(dataDir, name)).toBeUndefined()
    }
  })

  it('a folder that cannot be written takes nothing, and nothing half-written is shown', async () => {
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, '20261123T120100123Z-m.eml.1.part'), 'half')
    expect((await listOutbox(dataDir)).total).toBe(0)
    await rm(folder, { recursive: true })
    await writeFile(folder, 'not a folder')
    const [answer] = await outboxTransport(dataDir).send([message(1)], 'key')
    expect(answer).toMatchObject({ outcome: 'unavailable' })
  })
})
