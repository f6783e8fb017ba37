import { gates } from './gates.ts'
import type { Decision, GateName, MessageKind, OutboundFacts, OutboundMessage } from './outbound.ts'

/** The policy: which gates each kind of message passes, in this order. The first refusal is the answer. */
export const gatesOfKind: Record<MessageKind, readonly GateName[]> = {
  reply: ['speaker', 'channel_rules'],
  service: ['speaker', 'channel_rules'],
  confirmation: ['speaker', 'channel_rules', 'once'],
}

/** The one door out: whether this message may leave now. Pure; whoever stores a message asks first. */
export function decide(message: OutboundMessage, facts: OutboundFacts): Decision {
  for (const gate of gatesOfKind[message.kind]) {
    const answer = gates[gate](message, facts)
    if (!answer.allowed) return { allowed: false, gate, reason: answer.reason }
  }
  return { allowed: true }
}
