import { type Exchange } from '../exchange'

/** Codes of Windows that consumers of IIS logs know (docs/decisions: access log). */
const win32 = {
  ok: 0,
  fileNotFound: 2,
  accessDenied: 5,
  /** ERROR_INVALID_DATA */
  invalidData: 13,
  /** ERROR_NOT_SUPPORTED */
  notSupported: 50,
  /** ERROR_NETNAME_DELETED: the client is gone */
  clientGone: 64,
  /** ERROR_INVALID_PARAMETER */
  invalidParameter: 87,
  /** ERROR_CONNECTION_COUNT_LIMIT: too many tries */
  limitReached: 1238,
  /** ERROR_LOGON_FAILURE */
  logonFailure: 1326,
  /** ERROR_INTERNAL_ERROR */
  internal: 1359,
  /** RPC_S_SERVER_UNAVAILABLE: the database is away */
  unavailable: 1722,
} as const

const byStatus: Record<number, { substatus: number; win32: number }> = {
  400: { substatus: 0, win32: win32.invalidData },
  401: { substatus: 2, win32: win32.accessDenied },
  403: { substatus: 0, win32: win32.accessDenied },
  404: { substatus: 0, win32: win32.fileNotFound },
  405: { substatus: 0, win32: win32.notSupported },
  409: { substatus: 0, win32: win32.invalidData },
  413: { substatus: 1, win32: win32.invalidData },
  422: { substatus: 0, win32: win32.invalidParameter },
  429: { substatus: 0, win32: win32.limitReached },
  500: { substatus: 0, win32: win32.internal },
  503: { substatus: 2, win32: win32.unavailable },
}

/**
 * sc-substatus and sc-win32-status of an answer. `isComplete`: the last byte was handed to the network. A failed sign-in is .1 with 1326
 * whatever the status of the form is; 64 says that the client was gone before the end.
 */
export function statusCodes(
  status: number,
  isComplete: boolean,
  { hasFailedSignIn = false }: Pick<Exchange['notes'], 'hasFailedSignIn'>,
): { substatus: number; win32: number } {
  const known = byStatus[status] ?? { substatus: 0, win32: status >= 500 ? win32.internal : win32.ok }
  const codes = hasFailedSignIn ? { substatus: 1, win32: win32.logonFailure } : known
  return isComplete ? codes : { ...codes, win32: win32.clientGone }
}
