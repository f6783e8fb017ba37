import type { ChannelContent, SandboxAnswer } from '#channels/index.ts'
import type { ChannelAddress, DeliveryChannel } from '#contract/outbound.ts'

/** Faults that can be switched on for one phone, to see what the outbox makes of them. */
export const sandboxFaults = ['unreachable', 'server_error', 'opted_out', 'answer_lost'] as const
export type SandboxFault = (typeof sandboxFaults)[number]

export type SandboxStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** One phone, mailbox or app of the sandbox: a channel and an address there. */
export interface SandboxDevice {
  channel: DeliveryChannel
  address: string
  kind: ChannelAddress['kind']
  /** Who was last known under the address. */
  customerId: string
  name: string | null
  fault: SandboxFault | null
  lastAt: Date
  /** When its owner last wrote from it. */
  lastFromAt: Date | null
}

/** What its owner wrote, or the button or row they chose. */
export interface WrittenContent {
  type: 'written'
  text: string
  choiceId: string | null
}

export interface SandboxMessage {
  providerMessageId: string
  direction: 'to_customer' | 'from_customer'
  content: ChannelContent | WrittenContent
  /** Of what was sent to the customer; null for what they wrote. */
  status: SandboxStatus | null
  seenAt: Date | null
  at: Date
}

const HOUR_MS = 3_600_000
/** How long after a customer's message free text may be sent on WhatsApp. */
export const WINDOW_MS = 24 * HOUR_MS

/** Until when free text may go to this device; null: it never may, or the channel knows no window. */
export function windowUntil(device: Pick<SandboxDevice, 'channel' | 'lastFromAt'>): Date | null {
  if (device.channel !== 'whatsapp' || device.lastFromAt === null) return null
  return new Date(device.lastFromAt.getTime() + WINDOW_MS)
}

/** What the device does with a message: a provider judges the window for itself, whatever the shop believes. */
export function answerOf(
  device: Pick<SandboxDevice, 'channel' | 'lastFromAt' | 'fault'>,
  content: ChannelContent,
  now: Date,
): SandboxAnswer {
  if (device.fault !== null) return device.fault
  if (device.channel !== 'whatsapp' || content.type === 'template') return 'taken'
  const until = windowUntil(device)
  return until !== null && now < until ? 'taken' : 'window_closed'
}

/** Whether the message stands on the device after that answer. */
export const hasArrived = (answer: SandboxAnswer) => answer === 'taken' || answer === 'answer_lost'
