import type { ContactRules } from '#contract/contact-rules.ts'
import type { OutboundChannel } from '#contract/outbound.ts'

/** Costs are counted in thousandths of a minor unit: a mail is a tenth of a cent. */
export const COST_SCALE = 1000

/**
 * What a message on this channel costs, in thousandths of a minor unit of the shop's currency: an SMS by its
 * parts, any other by the messages that the provider is given for it.
 */
export function costOf(
  channel: OutboundChannel,
  pieces: { segments: number; messages: number },
  { messageCosts }: Pick<ContactRules, 'messageCosts'>,
): number {
  const each = Math.round(messageCosts[channel] * COST_SCALE)
  return each * (channel === 'sms' ? pieces.segments : pieces.messages)
}

/** In whole minor units, rounded up: what an offer must still be worth sending after. */
export const costInMinorUnits = (thousandths: number): number => Math.ceil(thousandths / COST_SCALE)
