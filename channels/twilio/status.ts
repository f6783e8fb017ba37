import type { StatusUpdate } from '../adapter.ts'
import { readReference } from '../reference.ts'
import { twilioFailure } from './errors.ts'
import { TWILIO, type TwilioForm } from './message.ts'

/** What tells us something; accepted, queued, scheduled and sending are its own affair. */
const meaning = new Map<string, StatusUpdate['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
])

/** The query's name for the reference that we gave with the message. */
export const REFERENCE_IN_URL = 'ref'

/** A status callback; `url`: the address whose signature was checked, with the reference in its query. */
export function readTwilioStatus(form: TwilioForm, url?: string): StatusUpdate | null {
  const providerMessageId = form.MessageSid || form.SmsSid || ''
  const status = meaning.get((form.MessageStatus || form.SmsStatus || '').toLowerCase())
  if (providerMessageId === '' || !status) return null
  const code = form.ErrorCode && form.ErrorCode !== '0' ? form.ErrorCode : null
  return {
    provider: TWILIO,
    providerMessageId,
    status,
    reason: status === 'failed' ? twilioFailure(code) : null,
    code,
    text: status === 'failed' ? form.ErrorMessage || form.ChannelStatusMessage || null : null,
    at: null,
    reference: referenceIn(url),
  }
}

function referenceIn(url: string | undefined): StatusUpdate['reference'] {
  if (!url || !URL.canParse(url)) return null
  return readReference(new URL(url).searchParams.get(REFERENCE_IN_URL))
}
