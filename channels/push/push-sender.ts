import type { PushTarget } from '#contract/outbound.ts'
import type { ChannelContent, OutgoingMessage, SendResult } from '../adapter.ts'

export type PushContent = Extract<ChannelContent, { type: 'push' }>

/** One push message on its way to one device. */
export interface PushMessage {
  token: string
  target: PushTarget
  content: PushContent
  reference: OutgoingMessage['reference']
}

/** One service that carries push messages. Must not throw. */
export interface PushSender {
  service: PushTarget['service']
  send: (message: PushMessage) => Promise<SendResult>
  close: () => Promise<void>
}

/** A push message that waited a day is no news. */
export const PUSH_TTL_SECONDS = 86_400
/** How long a service may take to answer. */
export const PUSH_TIMEOUT_MS = 15_000

/** What the device is told beside title and body: where a tap leads, and which message it was. */
export function pushData({ content, reference }: PushMessage): { id: string; url?: string } {
  const id = `${reference.outboxId}.${reference.part}`
  return { id, ...(content.url !== null && { url: content.url }) }
}

export const gone = (code: string, text: string): SendResult => ({
  outcome: 'rejected',
  reason: 'unreachable',
  code,
  text,
})
