import {
  type ChannelAddress,
  type MessageKind,
  type OutboundChannel,
  outboundChannels,
} from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'
import { addressFor } from './address.ts'
import { judge, type OutboundGateName } from './decide.ts'
import { type FactsDeps, readPeople } from './facts.ts'
import { gateWords } from './gate-words.ts'
import type { OutboundFacts, OutboundMessage } from './outbound.ts'
import type { GateReason } from './reasons.ts'

/** One gate's answer now, for a screen. */
export interface GateNow {
  gate: OutboundGateName
  allowed: boolean
  reason: GateReason | null
  words: string
  /** It would be held until then, when all gates are asked again. */
  until: Date | null
}

export interface ChannelNow {
  channel: OutboundChannel
  address: ChannelAddress | null
  kinds: { kind: MessageKind; allowed: boolean; until: Date | null; gates: GateNow[] }[]
}

const asked = ['service', 'clienteling', 'marketing'] as const

/**
 * What every gate says now of free words by each channel and of each kind that we begin. It is asked for
 * somebody in particular where `sender` says who: an associate may write into a conversation that they hold.
 */
export async function maySend(
  db: Db,
  { shopZone, ...deps }: FactsDeps & { shopZone: string },
  customerId: string,
  now: Date,
  sender: OutboundMessage['sender'] = { type: 'agent' },
): Promise<{ channels: ChannelNow[] }> {
  const person = (await readPeople(db, deps, [customerId], now))(customerId)
  const facts: OutboundFacts = { person, rules: deps.rules, shopZone, now }
  return { channels: outboundChannels.map((channel) => channelNow(channel, facts, sender)) }
}

function channelNow(
  channel: OutboundChannel,
  facts: OutboundFacts,
  sender: OutboundMessage['sender'],
): ChannelNow {
  const kinds = asked.map((kind) => {
    const message = wordsOf(kind, channel, facts, sender)
    const gates = gatesNow(message, facts)
    const against = gates.filter(({ allowed }) => !allowed)
    const held = against.length > 0 && against.every(({ until }) => until !== null)
    return {
      kind,
      allowed: against.length === 0,
      until: held ? (against[0]?.until ?? null) : null,
      gates,
      to: message.to,
    }
  })
  const to = kinds.find(({ kind }) => kind === 'clienteling')?.to ?? null
  const address = to && {
    channel: to.channel,
    kind: to.kind,
    value: to.value,
    ...(to.push && { push: to.push }),
  }
  return { channel, address, kinds: kinds.map(({ to: _, ...kind }) => kind) }
}

/** Every gate's answer about a message, for a screen. */
export function gatesNow(message: OutboundMessage, facts: OutboundFacts): GateNow[] {
  return judge(message, facts).map(({ gate, answer }) => {
    const { allowed } = answer
    const reason = allowed ? null : answer.reason
    const until = allowed ? null : (answer.until ?? null)
    return { gate, allowed, reason, words: gateWords(answer), until }
  })
}

/** Some free words that the channel could draw. */
function wordsOf(
  kind: (typeof asked)[number],
  channel: OutboundChannel,
  { person, now }: OutboundFacts,
  sender: OutboundMessage['sender'],
): OutboundMessage {
  return {
    kind,
    channel,
    to: addressFor(person, { kind, channel }, now),
    sender,
    subject: null,
    experiment: null,
    template: null,
    resolved: { ok: true },
    offer: null,
    composed: { ok: true, segments: 1 },
    conversationId: null,
    outboxId: null,
    winnerId: null,
    createdAt: now,
    priority: 0,
    expectedValue: 0,
  }
}
