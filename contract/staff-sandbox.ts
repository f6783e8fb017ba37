import { z } from 'zod'
import { type DeliveryChannel, deliveryChannels } from './outbound.ts'

/** JSON of `/api/sandbox…`: phones and mailboxes that take what channels without credentials send. */
export const sandboxFaultNames = ['unreachable', 'server_error', 'opted_out', 'answer_lost'] as const
export type SandboxFaultName = (typeof sandboxFaultNames)[number]

const device = {
  channel: z.enum(deliveryChannels),
  address: z.string().min(1).max(2000),
}

export const sandboxDeviceInput = z.object(device)

export const writeSandboxInput = z.object({
  ...device,
  /** The same again is the same message. */
  clientMessageId: z.string().min(8).max(64),
  text: z.string().trim().min(1).max(4096),
  /** The id of the button or row that was pressed; `text` is its title. */
  choiceId: z.string().min(1).max(256).nullable().default(null),
})

/** Everything on it, or one mail of a mailbox. */
export const seeSandboxInput = z.object({
  ...device,
  providerMessageId: z.string().max(200).nullable().default(null),
})

export const sandboxFaultInput = z.object({ ...device, fault: z.enum(sandboxFaultNames).nullable() })

/** One line of the list. */
export interface SandboxRow {
  channel: DeliveryChannel
  address: string
  customerId: string
  name: string | null
  lastText: string
  lastAt: string
  unseen: number
}

/** `GET /api/sandbox` */
export interface SandboxPage {
  /** The channels whose messages stay on this machine. */
  channels: DeliveryChannel[]
  devices: SandboxRow[]
  next: string | null
}

export type SandboxContentView =
  | { type: 'text'; text: string; sms: { segments: number; encoding: string } | null }
  | { type: 'image'; url: string; caption: string }
  | {
      type: 'choices'
      text: string
      style: 'buttons' | 'list'
      buttonText: string
      choices: { id: string; title: string; description: string | null }[]
    }
  | { type: 'template'; name: string; text: string }
  /** The HTML is read from its own address, which loads nothing from elsewhere. */
  | { type: 'email'; subject: string; text: string; unsubscribeUrl: string | null }
  | { type: 'push'; title: string; body: string; url: string | null; image: string | null }
  | { type: 'written'; text: string; chosen: boolean }

export interface SandboxMessageView {
  providerMessageId: string
  direction: 'to_customer' | 'from_customer'
  content: SandboxContentView
  status: 'sent' | 'delivered' | 'read' | 'failed' | null
  seen: boolean
  at: string
}

/** `GET /api/sandbox/device`; one on which nothing stands yet has no customer either. */
export interface SandboxDeviceView {
  channel: DeliveryChannel
  address: string
  customerId: string | null
  name: string | null
  fault: SandboxFaultName | null
  /** WhatsApp: until when the shop may send free text; null: a template only. */
  windowUntil: string | null
  /** Whether answers can be written from here. */
  answers: boolean
  /** The oldest first. */
  messages: SandboxMessageView[]
  /** Whether there are older ones. */
  more: boolean
}

/** `sandbox.changed`: something stands on a device, or somebody writes to it. */
export interface SandboxChange {
  channel: DeliveryChannel
  address: string
  typing: boolean | null
}
