import type { SendResult } from '../adapter.ts'
import { statusResult } from '../faults.ts'
import { gone } from '../push/push-sender.ts'

/** What FCM's error body says: its own code, else Google's status, and whether it is about the token. */
export interface FcmError {
  code: string
  text: string
  ofToken: boolean
}

export function readFcmError(body: unknown): FcmError {
  const error = fieldOf(body, 'error')
  const details = fieldOf(error, 'details')
  const list: unknown[] = Array.isArray(details) ? details : []
  const own = list.map((detail) => fieldOf(detail, 'errorCode')).find((code) => typeof code === 'string')
  const fields = list.flatMap((detail) => {
    const violations = fieldOf(detail, 'fieldViolations')
    return Array.isArray(violations) ? violations.map((entry) => fieldOf(entry, 'field')) : []
  })
  const text = String(fieldOf(error, 'message') ?? '').slice(0, 300)
  return {
    code: String(own ?? fieldOf(error, 'status') ?? ''),
    text,
    ofToken: fields.includes('message.token') || /registration token/i.test(text),
  }
}

/** The rule for each of FCM's codes (firebase.google.com, "FcmError"); the HTTP status where it gives none. */
export function resultOfFcmError(status: number, error: FcmError, afterMs?: number): SendResult {
  const { code, text, ofToken } = error
  if (code === 'UNREGISTERED' || code === 'SENDER_ID_MISMATCH') return gone(code, text)
  if (code === 'INVALID_ARGUMENT')
    return ofToken ? gone(code, text) : { outcome: 'rejected', reason: 'content', code, text }
  if (code === 'THIRD_PARTY_AUTH_ERROR') return { outcome: 'rejected', reason: 'configuration', code, text }
  return statusResult(status, code || String(status), text, afterMs)
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
