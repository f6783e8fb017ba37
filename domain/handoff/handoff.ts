import type { ConversationStatus } from '#contract/message.ts'
import type { HandoffReason } from '#contract/staff-api.ts'

export type HandoffEvent =
  | { type: 'request'; reason: HandoffReason; summary: string }
  /** `quiet`: the customer answers that very person, and need not be told who has come. */
  | { type: 'take'; staffId: string; staffName: string; quiet?: true }
  /** Back to the agent, who goes on from here. */
  | { type: 'release' }
  | { type: 'resolve' }
  | { type: 'customer_end' }
  /** The person went offline: back into the queue. */
  | { type: 'requeue' }
  | { type: 'close' }
  | { type: 'reopen' }

export type HandoffRefusal =
  | 'already_queued'
  | 'with_staff'
  | 'not_with_staff'
  | 'not_handed_over'
  | 'closed'
  | 'open'

export type Transition =
  | { allowed: true; status: ConversationStatus }
  | { allowed: false; reason: HandoffRefusal }

const to = (status: ConversationStatus): Transition => ({ allowed: true, status })
const no = (reason: HandoffRefusal): Transition => ({ allowed: false, reason })

/** The state machine, whole: from each status (column) by each event (row). */
const transitions: Record<HandoffEvent['type'], Record<ConversationStatus, Transition>> = {
  request: {
    agent: to('queued'),
    queued: no('already_queued'),
    with_staff: no('with_staff'),
    closed: no('closed'),
  },
  take: {
    agent: to('with_staff'),
    queued: to('with_staff'),
    with_staff: no('with_staff'),
    closed: no('closed'),
  },
  release: {
    agent: no('not_handed_over'),
    queued: to('agent'),
    with_staff: to('agent'),
    closed: no('closed'),
  },
  resolve: {
    agent: no('not_handed_over'),
    queued: to('agent'),
    with_staff: to('agent'),
    closed: no('closed'),
  },
  customer_end: {
    agent: no('not_handed_over'),
    queued: to('agent'),
    with_staff: to('agent'),
    closed: no('closed'),
  },
  requeue: {
    agent: no('not_with_staff'),
    queued: no('not_with_staff'),
    with_staff: to('queued'),
    closed: no('closed'),
  },
  close: { agent: to('closed'), queued: to('closed'), with_staff: to('closed'), closed: no('closed') },
  reopen: { agent: no('open'), queued: no('open'), with_staff: no('open'), closed: to('agent') },
}

/** Where an event leads from a status, or why it leads nowhere. Knows nothing but the two. */
export function transition(status: ConversationStatus, event: HandoffEvent): Transition {
  return transitions[event.type][status]
}

/**
 * Whether all that the customer has said so far counts as answered after the event: a person has answered
 * it, or it is for the person to answer. What was said while waiting in vain is still the agent's to answer.
 */
export function settlesMessages(status: ConversationStatus, event: HandoffEvent): boolean {
  if (event.type === 'customer_end' || event.type === 'release') return status === 'with_staff'
  return event.type !== 'requeue'
}

export type HandoffOutcome = 'resolved' | 'returned' | 'ended_by_customer' | 'requeued' | 'closed'

/** How an open handoff ends by this event; null: it goes on. */
export function outcomeOf(event: HandoffEvent): HandoffOutcome | null {
  switch (event.type) {
    case 'resolve':
      return 'resolved'
    case 'release':
      return 'returned'
    case 'customer_end':
      return 'ended_by_customer'
    case 'requeue':
      return 'requeued'
    case 'close':
      return 'closed'
    default:
      return null
  }
}

/** One wait for a person and what came of it. A requeue ends it and begins the next. */
export interface Handoff {
  customerId: string
  conversationId: string
  handoffId: string
  reason: HandoffReason
  summary: string
  queuedAt: Date
  /** When the customer was told that nobody was free in time. */
  noticeAt: Date | null
  takenAt: Date | null
  staffId: string | null
  endedAt: Date | null
  outcome: HandoffOutcome | null
}
