import type { MessagePart } from '#contract/message.ts'
import type { Gate, GateAnswer, GateName, GateReason, OutboundChannel } from './outbound.ts'

const allowed: GateAnswer = { allowed: true }
const refused = (reason: GateReason): GateAnswer => ({ allowed: false, reason })

/** The longest text of one message, in characters, and the parts each channel can draw. */
const channelRules: Record<OutboundChannel, { maxChars: number; parts: readonly MessagePart['type'][] }> = {
  web: { maxChars: 4000, parts: ['products', 'source', 'order', 'cart', 'choices', 'proposal'] },
  api: { maxChars: 4000, parts: ['products', 'source', 'order', 'cart', 'choices', 'proposal'] },
  terminal: { maxChars: 4000, parts: ['products', 'source', 'order', 'cart', 'choices', 'proposal'] },
  sms: { maxChars: 1600, parts: ['products', 'source', 'order', 'cart', 'choices', 'proposal'] },
  whatsapp: { maxChars: 4000, parts: ['products', 'source', 'order', 'cart', 'choices', 'proposal'] },
}

/** The agent speaks only while the conversation is its own, a person only in one that they hold. */
const speaker: Gate = (message, facts) => {
  if (facts.status === 'closed') return refused('conversation_closed')
  if (message.speaker === 'system') return allowed
  if (message.speaker === 'agent') return facts.status === 'agent' ? allowed : refused('not_the_agents')
  const holds = facts.status === 'with_staff' && facts.staffId !== null && facts.staffId === message.staffId
  return holds ? allowed : refused('not_this_persons')
}

const channel_rules: Gate = (message) => {
  const rules = channelRules[message.channel]
  if (message.text.trim() === '' && message.parts.length === 0) return refused('empty')
  if (message.text.length > rules.maxChars) return refused('too_long')
  return message.parts.every((part) => rules.parts.includes(part.type)) ? allowed : refused('unknown_part')
}

/** A STOP is confirmed once: said over and over it gets no second answer. */
const once: Gate = (_message, facts) => (facts.confirmedJustNow ? refused('confirmed_already') : allowed)

/** Every gate by name; the name is what a refusal is stored and counted under. */
export const gates: Record<GateName, Gate> = { speaker, channel_rules, once }
