import { type ChannelContent, smsSegments } from '#channels/index.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import type {
  SandboxContentView,
  SandboxDeviceView,
  SandboxMessageView,
  SandboxRow,
} from '#contract/staff-sandbox.ts'
import {
  type DeviceListed,
  type SandboxDevice,
  type SandboxMessage,
  type WrittenContent,
  windowUntil,
} from '#domain/sandbox/index.ts'

type Content = ChannelContent | WrittenContent

export function rowView(device: DeviceListed): SandboxRow {
  return {
    channel: device.channel,
    address: device.address,
    customerId: device.customerId,
    name: device.name,
    lastText: device.last ? firstWords(device.last.content) : '',
    lastAt: device.lastAt.toISOString(),
    unseen: device.unseen,
  }
}

/** What a list shows of a message. */
function firstWords(content: Content): string {
  switch (content.type) {
    case 'image':
      return content.caption
    case 'email':
      return content.subject
    case 'push':
      return content.title
    default:
      return content.text
  }
}

export function deviceView(
  key: { channel: DeliveryChannel; address: string },
  device: SandboxDevice | null,
  given: { answers: boolean; messages: SandboxMessage[]; more: boolean; publicUrl: string; now: Date },
): SandboxDeviceView {
  const until = device ? windowUntil(device) : null
  return {
    ...key,
    customerId: device?.customerId ?? null,
    name: device?.name ?? null,
    fault: device?.fault ?? null,
    windowUntil: until && until > given.now ? until.toISOString() : null,
    answers: given.answers,
    messages: given.messages.map((message) => messageView(message, key.channel, given.publicUrl)).reverse(),
    more: given.more,
  }
}

function messageView(
  message: SandboxMessage,
  channel: DeliveryChannel,
  publicUrl: string,
): SandboxMessageView {
  return {
    providerMessageId: message.providerMessageId,
    direction: message.direction,
    content: contentView(message.content, channel, publicUrl),
    status: message.status,
    seen: message.seenAt !== null,
    at: message.at.toISOString(),
  }
}

/** What stands on a phone, or in a mailbox, for the page that draws it. */
export function contentView(
  content: Content,
  channel: DeliveryChannel,
  publicUrl: string,
): SandboxContentView {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: content.text, sms: channel === 'sms' ? segmentsOf(content.text) : null }
    case 'image':
      return { ...content, url: pathOf(content.url, publicUrl) }
    case 'push':
      return { ...content, image: content.image && pathOf(content.image, publicUrl) }
    case 'choices': {
      const choices = content.choices.map((choice) => ({
        ...choice,
        description: choice.description ?? null,
      }))
      return { ...content, choices }
    }
    case 'template':
      return { type: 'template', name: content.template.reference, text: content.text }
    case 'email': {
      const { subject, text, unsubscribe } = content
      return { type: 'email', subject, text, unsubscribeUrl: unsubscribe?.url ?? null }
    }
    case 'written':
      return { type: 'written', text: content.text, chosen: content.choiceId !== null }
  }
}

function segmentsOf(text: string): { segments: number; encoding: string } {
  const { segments, encoding } = smsSegments(text)
  return { segments, encoding }
}

/** A picture of this very server, under whatever name the console was opened. */
const pathOf = (url: string, publicUrl: string) =>
  url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url

/** A mail as its frame needs it: pictures of this server by their path, links to tabs of their own. */
export function mailForFrame(html: string, publicUrl: string): string {
  const base = '<base target="_blank">'
  const shown = html.replaceAll(`src="${publicUrl}/`, 'src="/')
  // after the head's beginning: before the doctype it would change how the mail looks
  return /<head[\s>]/i.test(shown) ? shown.replace(/<head[^>]*>/i, `$&${base}`) : base + shown
}
