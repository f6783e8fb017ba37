import type { OutboundChannel } from '#contract/outbound.ts'

/** One moment at which somebody did something with what we sent, or bought something. */
export interface Sign {
  /** By which channel; null: an order, which came by none. */
  channel: OutboundChannel | null
  at: Date
}

/** How many messages went out by a channel lately, and how many of them somebody answered with a deed. */
export interface ChannelUse {
  sent: number
  answered: number
}

/** How somebody, or everybody, deals with what we send. */
export interface Engagement {
  signs: readonly Sign[]
  uses: ReadonlyMap<OutboundChannel, ChannelUse>
}

export const noEngagement: Engagement = { signs: [], uses: new Map() }

const channelOf: Record<string, OutboundChannel> = {
  'Email Opened': 'email',
  'Email Link Clicked': 'email',
  'SMS Link Clicked': 'sms',
  'WhatsApp Message Read': 'whatsapp',
  'WhatsApp Link Clicked': 'whatsapp',
  'Push Notification Tapped': 'push',
}

/** The channel that an event of Segment's name came by; null: by none that we know. */
export const channelOfEvent = (name: string): OutboundChannel | null => channelOf[name] ?? null

/** Of several members, or of many people: all of it together. */
export function together(all: readonly Engagement[]): Engagement {
  const uses = new Map<OutboundChannel, ChannelUse>()
  for (const each of all)
    for (const [channel, { sent, answered }] of each.uses) {
      const before = uses.get(channel) ?? { sent: 0, answered: 0 }
      uses.set(channel, { sent: before.sent + sent, answered: before.answered + answered })
    }
  return { signs: all.flatMap(({ signs }) => signs), uses }
}
