import { type IncomingMessage, type ServerResponse } from 'node:http'
import { clientAddress } from '../auth/network'
import { type Exchange } from '../exchange'
import { NO_NETWORK, plain, truncatedNetwork } from './client-network'
import { type openCrowd } from './crowd'
import { NOTHING, SITE_NAME } from './fields'
import { queryNames } from './query-names'
import { statusCodes } from './status'
import { reducedAgent } from './user-agent'

/** What a line is made from; the parts that are known when the request begins. */
export type Arrival = {
  method: string
  url: string
  peer: string | undefined
  forwardedFor: string | undefined
  userAgent: string | undefined
  serverAddress: string | undefined
  serverPort: number | undefined
  /** The browser sent the cookie of a session: it is known elsewhere who asks. */
  hasSession: boolean
  /** Tells whether the same client asks again. */
  connection?: object
}

/** One entry of the access log: anonymous already. */
export type Entry = {
  /** "2026-11-23", UTC: the file it belongs to. */
  day: string
  /** Start of the hour, ISO 8601, UTC. */
  hour: string
  status: number
  /** Pattern of the address (path-pattern.ts). */
  stem: string
  /** The line with its line feed. */
  line: string
}

export type Rules = {
  stemOf(path: string): string
  /** Forwarded addresses count only behind this many machines of ours. */
  trustProxy: number
  crowd: ReturnType<typeof openCrowd>
  /** May this group be written, because enough members share it? */
  isLargeGroup(group: string): boolean
}

/** Both names of lib/auth/session-cookie.ts; whether it is still worth anything does not matter here. */
const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?portal-session=/

/** Reads what the request says about itself, before anything that answers it can change it. */
export function arrivalOf({ request }: { request: IncomingMessage }): Arrival {
  const { socket, headers } = request
  return {
    method: request.method ?? NOTHING,
    url: request.url ?? '/',
    peer: socket.remoteAddress,
    forwardedFor: headers['x-forwarded-for'] as string | undefined,
    userAgent: headers['user-agent'],
    serverAddress: socket.localAddress,
    serverPort: socket.localPort,
    hasSession: SESSION_COOKIE.test(headers.cookie ?? ''),
    connection: socket,
  }
}

/**
 * The entry for an exchange that has come to its end at `now` (UTC in all fields). What of it may be written (DS-02, docs/decisions):
 * - what other records also know, acts and everything that a signed-in browser asks for, carries neither network nor browser: the lines of
 *   pictures and styles beside an act would tell what its own line leaves out;
 * - while fewer than CROWD clients were there in the hour, nobody's does, and the time is the full hour;
 * - otherwise the time is the full minute.
 */
export function entryOf(
  arrival: Arrival,
  { response, notes }: { response: ServerResponse; notes: Exchange['notes'] },
  now: Date,
  { stemOf, trustProxy, crowd, isLargeGroup }: Rules,
): Entry {
  const { day, hour, fullHour, fullMinute } = timesOf(now)
  const { method, url, peer, forwardedFor, userAgent, hasSession, connection } = arrival
  const at = url.indexOf('?')
  const stem = stemOf(at < 0 ? url : url.slice(0, at))
  const isAct = method !== 'GET' && method !== 'HEAD'
  const client = clientAddress(forwardedFor ?? null, peer, trustProxy)
  const isCrowded = crowd.isLarge(hour, `${client} ${userAgent}`, connection)
  const isOpen = isCrowded && !isAct && !hasSession && !notes.memberGroup
  const status = response.statusCode
  const codes = statusCodes(status, response.writableFinished, notes)
  const fields = [
    day,
    isCrowded ? fullMinute : fullHour,
    isOpen ? truncatedNetwork(client) : NO_NETWORK,
    notes.memberGroup && isLargeGroup(notes.memberGroup) ? notes.memberGroup : NOTHING,
    SITE_NAME,
    ownAddress(arrival.serverAddress),
    arrival.serverPort ?? 0,
    method,
    stem,
    queryNames(at < 0 ? undefined : url.slice(at + 1)),
    status,
    codes.substatus,
    codes.win32,
    isOpen ? reducedAgent(userAgent) : NOTHING,
  ]
  return { day, hour, status, stem, line: `${fields.join(' ')}\n` }
}

type Times = { minute: number; day: string; hour: string; fullHour: string; fullMinute: string }
let latest: Times | undefined

/** No entry needs more than the minute, so most find their times made. */
function timesOf(now: Date): Times {
  const minute = Math.floor(now.getTime() / 60_000)
  if (latest?.minute === minute) return latest
  const instant = now.toISOString()
  latest = {
    minute,
    day: instant.slice(0, 10),
    hour: `${instant.slice(0, 13)}:00:00.000Z`,
    fullHour: `${instant.slice(11, 13)}:00:00`,
    fullMinute: `${instant.slice(11, 16)}:00`,
  }
  return latest
}

let own: { address: string | undefined; written: string } | undefined

/** s-ip; a server has few addresses. */
function ownAddress(address: string | undefined): string {
  if (own?.address !== address) own = { address, written: plain(address) || NO_NETWORK }
  return own?.written ?? NO_NETWORK
}
