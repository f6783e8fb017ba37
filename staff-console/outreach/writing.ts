import type { ProductCard } from '#contract/message.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { ChannelStanding, MaySendView, OutreachInput } from '#contract/staff-outreach.ts'

/** What is being written, apart from its text, which the drafts of this tab keep. */
export interface Writing {
  /** null: none may be used. */
  channel: OutboundChannel | null
  asTemplate: boolean
  templateId: string
  parameters: Readonly<Record<string, string>>
  subject: string
  products: readonly ProductCard[]
}

export const nothingWritten: Writing = {
  channel: null,
  asTemplate: false,
  templateId: '',
  parameters: {},
  subject: '',
  products: [],
}

/** The channels an associate may write on, those that may be used now first. */
export function channelsOf(view: MaySendView): ChannelStanding[] {
  const own = view.kinds.find(({ kind }) => kind === 'clienteling')?.channels ?? []
  return [...own].sort((a, b) => rankOf(a) - rankOf(b))
}

const ranks = { open: 0, template_only: 1, held: 2, refused: 3 } as const
const rankOf = ({ standing }: ChannelStanding) => ranks[standing]

export const isUsable = ({ standing }: ChannelStanding) => standing !== 'refused'

export const hasSubject = (channel: OutboundChannel) => channel === 'email' || channel === 'push'

/** The message as the server takes it. What does not belong to the way it is written is left out. */
export function contentOf(
  writing: Writing & { channel: OutboundChannel },
  text: string,
): Omit<OutreachInput, 'clientMessageId'> {
  const { channel, asTemplate, templateId, parameters, subject, products } = writing
  if (asTemplate) return { channel, template: { templateId, parameters } }
  return {
    channel,
    text: text.trim(),
    productIds: products.map(({ productId }) => productId),
    ...(hasSubject(channel) && { subject: subject.trim() }),
  }
}
