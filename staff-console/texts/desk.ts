import type { ConversationRow, HandoffReason, PhoneView } from '#contract/staff-api.ts'
import type { ConversationAction } from '../api/conversations.ts'

export const reasons: Record<HandoffReason, string> = {
  asked_for_person: 'Asked for a person',
  low_confidence: 'The agent was not sure',
  repeated_misunderstanding: 'Misunderstood more than once',
  negative_sentiment: 'Unhappy',
  high_value: 'High-value customer',
  complex_request: 'Needs a person to decide',
  agent_failed: 'The agent could not finish',
  staff_stepped_in: 'A person stepped in',
}

const nameOf = (row: ConversationRow) => row.customerName ?? 'Visitor'

export const desk = {
  views: { queue: 'Queue', mine: 'Mine', open: 'All open', closed: 'Closed' },
  viewsLabel: 'Which conversations',
  visitor: 'Visitor',
  nameOf,
  phone: ({ channel, address }: PhoneView) => `${channel === 'sms' ? 'SMS' : 'WhatsApp'} ${address}`,
  unread: 'New message',
  waiting: 'waiting',
  told: 'Was told that nobody is free',
  empty: {
    queue: ['Nobody is waiting', 'When the agent hands somebody over, they appear here.'],
    mine: ['Nothing of yours is open', 'Conversations you take appear here.'],
    open: ['No open conversations', 'They appear here as soon as a shopper writes.'],
    closed: ['No closed conversations', 'Conversations that have ended appear here.'],
  },
  failed: 'The list could not be read.',
  more: 'Show more',
  loadingMore: 'Reading more',
  loading: 'Reading the list',
  chooseTitle: 'Choose a conversation',
  chooseText: 'The agent answers the rest.',
  chooseQueued: (count: number) => `${count === 1 ? 'One person is' : `${count} people are`} waiting.`,
  takeNext: 'Take the next one',
  announceHandoff: (row: ConversationRow) =>
    `${nameOf(row)} is waiting. ${row.handoff ? reasons[row.handoff.reason] : ''}`,
  announceAnswer: (row: ConversationRow) => `${nameOf(row)} has answered. The conversation is with you.`,
  actions: { take: 'Take', release: 'Give back', resolve: 'Resolve' },
  toAgent: 'to the agent',
  acting: { take: 'Taking', release: 'Giving back', resolve: 'Resolving' },
  hints: {
    take: 'The agent falls silent and the shopper sees your name.',
    release: 'The agent answers the next message.',
    resolve: 'Done. The agent answers if the shopper writes again.',
  },
  done: {
    take: 'It is yours now.',
    release: 'The agent has it again.',
    resolve: 'Resolved. The agent answers from here.',
  },
  notDone: {
    take: 'It could not be taken. Try again.',
    release: 'It could not be given back. Try again.',
    resolve: 'It could not be resolved. Try again.',
  } satisfies Record<ConversationAction, string>,
  status: {
    agent: 'With the agent',
    queued: 'Waiting',
    with_staff: (name: string | null) => `With ${name ?? 'a colleague'}`,
    mine: 'With you',
    closed: 'Closed',
  },
  saidBy: { agent: 'Agent', associate: 'Staff', support: 'Staff' },
} as const
