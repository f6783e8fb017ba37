import type { MessageKind } from '#contract/outbound.ts'
import { waitsFor } from './gates/answer.ts'
import { arbitration } from './gates/arbitration.ts'
import { caps } from './gates/caps.ts'
import { channelRules } from './gates/channel-rules.ts'
import { consent } from './gates/consent.ts'
import { content } from './gates/content.ts'
import { fatigue } from './gates/fatigue.ts'
import { askedHoldouts, holdout } from './gates/holdout.ts'
import { offer } from './gates/offer.ts'
import { once } from './gates/once.ts'
import { openTicket } from './gates/open-ticket.ts'
import { promotionToday } from './gates/promotion-today.ts'
import { providerBlock } from './gates/provider-block.ts'
import { quietHours } from './gates/quiet-hours.ts'
import { bestOf } from './gates/rank.ts'
import { region } from './gates/region.ts'
import { suppression } from './gates/suppression.ts'
import { wordsGates } from './gates/words.ts'
import type { Decision, Gate, OutboundDecision, OutboundFacts, OutboundMessage } from './outbound.ts'
import type { GateAnswer, GateName } from './reasons.ts'
import type { ConversationFacts, ConversationWords } from './words.ts'

/** A gate of what the outbox sends; who may speak in a conversation is settled before its words stand there. */
export type OutboundGateName = Exclude<GateName, 'speaker'>

const gates: Record<OutboundGateName, Gate> = {
  provider_block: providerBlock,
  suppression,
  consent,
  holdout,
  region,
  quiet_hours: quietHours,
  open_ticket: openTicket,
  promotion_today: promotionToday,
  content,
  channel_rules: channelRules,
  once,
  caps,
  fatigue,
  arbitration,
  offer,
}

const needed = ['provider_block', 'suppression', 'consent', 'region', 'content', 'channel_rules'] as const
const touch = [
  'provider_block',
  'suppression',
  'consent',
  'holdout',
  'region',
  'quiet_hours',
  'open_ticket',
  'promotion_today',
  'content',
  'channel_rules',
  'caps',
  'fatigue',
  'arbitration',
  'offer',
] as const

/** The policy: which gates each kind of message passes, in this order. The first refusal is the answer. */
export const gatesOfKind: Record<MessageKind, readonly OutboundGateName[]> = {
  reply: ['provider_block', 'content', 'channel_rules'],
  confirmation: ['suppression', 'content', 'channel_rules', 'once'],
  transactional: needed,
  service: needed,
  clienteling: touch,
  marketing: touch,
}

/** The gates of words that want to stand in a conversation of the site, the API or the terminal. */
const gatesOfWords: Record<ConversationWords['kind'], readonly (keyof typeof wordsGates)[]> = {
  reply: ['speaker', 'channel_rules'],
  service: ['speaker', 'channel_rules'],
  confirmation: ['speaker', 'channel_rules', 'once'],
}

/**
 * The one door out: whether this message may leave now. Pure; whoever stores a message asks first, under the
 * lock that its facts were read under.
 */
export function decide(words: ConversationWords, facts: ConversationFacts): Decision
export function decide(message: OutboundMessage, facts: OutboundFacts): OutboundDecision
export function decide(
  ...asked: [ConversationWords, ConversationFacts] | [OutboundMessage, OutboundFacts]
): Decision {
  return isWords(asked) ? decideWords(...asked) : decideMessage(...asked)
}

type Asked = [ConversationWords, ConversationFacts] | [OutboundMessage, OutboundFacts]
const isWords = (asked: Asked): asked is [ConversationWords, ConversationFacts] => 'speaker' in asked[0]

function decideWords(words: ConversationWords, facts: ConversationFacts): Decision {
  for (const gate of gatesOfWords[words.kind]) {
    const answer = wordsGates[gate](words, facts)
    if (!answer.allowed) return { allowed: false, gate, reason: answer.reason }
  }
  return { allowed: true }
}

function decideMessage(message: OutboundMessage, facts: OutboundFacts): OutboundDecision {
  let exposures: OutboundDecision['exposures'] = []
  for (const gate of gatesOfKind[message.kind]) {
    if (gate === 'holdout') exposures = askedHoldouts(message, facts).exposures
    const answer = ask(gate, message, facts)
    if (!answer.allowed) return { ...answer, gate, exposures }
  }
  return { allowed: true, exposures }
}

/**
 * One gate. What is still with its provider may come back, so a no that rests on it alone waits for what becomes
 * of it, where the shop arbitrates at all.
 */
function ask(gate: OutboundGateName, message: OutboundMessage, facts: OutboundFacts): GateAnswer {
  const answer = gates[gate](message, facts)
  if (answer.allowed || answer.until || facts.rules.arbitrationMinutes === 0) return answer
  const { touches } = facts.person
  const underway = touches.filter((touch) => touch.underway && touch.outboxId !== message.outboxId)
  const first = bestOf(underway)
  if (!first) return answer
  const settled = touches.filter((touch) => !underway.includes(touch))
  const without = { ...facts, person: { ...facts.person, touches: settled } }
  return gates[gate](message, without).allowed ? waitsFor(answer.reason, first, facts.now) : answer
}

/** Whether a gate that is asked before the message is drawn says no: then nothing need be drawn. */
export function isBarred(message: OutboundMessage, facts: OutboundFacts): boolean {
  const asked = gatesOfKind[message.kind]
  const before = asked.slice(0, asked.indexOf('content'))
  return before.some((gate) => !ask(gate, message, facts).allowed)
}

/** Every gate's own answer, in the order they are asked, for whoever wants to know before writing. */
export function judge(
  message: OutboundMessage,
  facts: OutboundFacts,
): { gate: OutboundGateName; answer: GateAnswer }[] {
  return gatesOfKind[message.kind].map((gate) => ({ gate, answer: ask(gate, message, facts) }))
}
