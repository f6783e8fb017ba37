import type { DeliveryChannel } from '#contract/outbound.ts'
import type { SandboxDeviceView, SandboxFaultName, SandboxPage } from '#contract/staff-sandbox.ts'
import { RequestError, request } from './http.ts'

export interface DeviceKey {
  channel: DeliveryChannel
  address: string
}

export function listSandbox(query: string, cursor: string | null): Promise<SandboxPage> {
  const search = new URLSearchParams({ ...(query && { q: query }), ...(cursor && { cursor }) })
  return request('GET', `/api/sandbox?${search}`)
}

export function readDevice(key: DeviceKey, before: string | null): Promise<SandboxDeviceView> {
  const search = new URLSearchParams({ ...keyOf(key), ...(before && { before }) })
  return request('GET', `/api/sandbox/device?${search}`)
}

/** Sending the same `clientMessageId` again is the same message: safe to repeat. */
export function writeAsCustomer(
  key: DeviceKey,
  written: { clientMessageId: string; text: string; choiceId: string | null },
): Promise<null> {
  return request('POST', '/api/sandbox/device/messages', { ...keyOf(key), ...written })
}

/** Everything on it, or one mail. */
export function see(key: DeviceKey, providerMessageId: string | null): Promise<null> {
  return request('POST', '/api/sandbox/device/seen', { ...keyOf(key), providerMessageId })
}

export function setFault(key: DeviceKey, fault: SandboxFaultName | null): Promise<null> {
  return request('PUT', '/api/sandbox/device/fault', { ...keyOf(key), fault })
}

export function passDay(key: DeviceKey): Promise<null> {
  return request('POST', '/api/sandbox/device/day', keyOf(key))
}

/** Where the HTML of a mail is read: in a frame without scripts. */
export const mailAddress = (providerMessageId: string) =>
  `/api/sandbox/mails/${encodeURIComponent(providerMessageId)}`

/** What a mail program sends for the header List-Unsubscribe-Post (RFC 8058): no cookie, no question. */
export async function unsubscribeAtOnce(url: string): Promise<void> {
  const { pathname } = new URL(url) // the same server, under whatever name the console was opened
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  const answer = await fetch(pathname, { method: 'POST', body, credentials: 'omit' }).catch(() => null)
  if (!answer) throw new RequestError('offline')
  if (!answer.ok) throw new RequestError('refused')
}

const keyOf = ({ channel, address }: DeviceKey) => ({ channel, address })
