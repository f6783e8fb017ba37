import type { MessageContent, OutboundChannel } from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import type { ChannelContent } from '../adapter.ts'

/** What a channel must know of the shop to draw a message. */
export interface ComposeContext {
  shopName: string
  /** Where this server is reached: pictures and links become absolute with it. */
  baseUrl: string
  /** A language tag: of the shop, or of the customer where one is known. */
  locale: string
  /** `#1f5f5b` */
  accentColor: string
  /** One click ends what this message is about; null where nothing can be ended. */
  unsubscribeUrl: string | null
  /** Who sends and where they are: law of advertising mail. Empty: not set up. */
  postalAddress: string
  /** Who writes: the associate, else the shop. */
  senderName: string
}

export interface ComposeInput {
  channel: OutboundChannel
  content: MessageContent
  /** The template that the content names, as it stands now; null where there is none. */
  template: Template | null
  context: ComposeContext
}

/** Why a message cannot be drawn for a channel. */
export type ComposeProblem =
  | 'empty'
  | 'too_long'
  | 'unknown_template'
  | 'template_parameter'
  | 'template_not_approved'
  | 'template_wrong_channel'
  | 'unknown_part'

/** The message as this channel sends it: several where it takes several. `segments`: of an SMS, else how many. */
export type Composed =
  | { ok: true; contents: ChannelContent[]; segments: number }
  | { ok: false; reason: ComposeProblem; text: string }
