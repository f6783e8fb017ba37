import type { AgentDeps } from '#agent/index.ts'
import type { CartView, Message } from '#contract/message.ts'
import type { Conversation, ConversationRef } from '#domain/conversations/index.ts'
import type { Place } from '#domain/profile/index.ts'
import type { Recommender } from '#domain/recommendation/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { Search } from '#knowledge/search/index.ts'
import type { NextBestAction, Outbox } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** What happened and is stored already; the server carries it to whoever looks at the conversation. */
export type PublishedEvent =
  | { type: 'message' | 'message.replaced'; ref: ConversationRef; message: Message }
  | { type: 'conversation'; ref: ConversationRef; conversation: Conversation }
  | { type: 'typing'; ref: ConversationRef; who: 'agent' | 'staff'; name: string | null; on: boolean }
  | { type: 'cart'; ref: ConversationRef; cart: CartView }
  /** A message of ours has come further on its way to a phone, or not. */
  | { type: 'delivery'; ref: ConversationRef; messageId: string }

/** What a turn came to, for metrics: nothing in it says who or what about. */
export type Observation =
  | {
      type: 'turn'
      outcome: TurnOutcome
      model: 'provider' | 'offline' | 'both' | 'none'
      milliseconds: number
    }
  | { type: 'held_back'; gate: string; reason: string }
  | { type: 'provider_fault'; fault: string }

export type TurnOutcome = 'answered' | 'handed_over' | 'stopped' | 'settled' | 'failed'

export interface InboundLog {
  info: (fields: object, text: string) => void
  warn: (fields: object, text: string) => void
  error: (fields: object, text: string) => void
}

export interface InboundDeps {
  db: Db
  settings: () => Promise<Settings>
  agent: AgentDeps
  search: Search
  recommender: Recommender
  /** The one door out, for what is said to a phone. */
  outbox: Pick<Outbox, 'requestIn' | 'wake' | 'applyStatus'>
  /** Whether a chat of this customer is open on the site, in any process; absent: none is. */
  isOpen?: (customerId: string) => Promise<boolean>
  /** Key of the suppression list, for asking what may be used of a customer. */
  suppressionKey: string
  /** Called after the commit of what it tells; must not throw. */
  publish: (event: PublishedEvent) => void
  clock: () => Date
  log: InboundLog
  /** Where the caller that these keys stand for seems to be; absent: nobody knows. */
  placeOf?: (limiterKeys: readonly string[]) => Place | null
  observe?: (observation: Observation) => void
  /** What the shop could best do next for these people; absent: the agent is told of nothing. */
  nextBest?: (
    asked: { customerIds: readonly string[]; surface: 'agent' },
    now: Date,
  ) => Promise<ReadonlyMap<string, NextBestAction>>
}
