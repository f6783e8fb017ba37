import type { ConversationStatus, Message } from '#contract/message.ts'
import {
  appendMessage,
  type Conversation,
  type ConversationRef,
  lockConversation,
  recentMessages,
  setConversationStatus,
} from '#domain/conversations/index.ts'
import { findStaff } from '#domain/staff/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import {
  type Handoff,
  type HandoffEvent,
  type HandoffRefusal,
  outcomeOf,
  settlesMessages,
  transition,
} from './handoff.ts'
import { insertHandoff, openHandoff, updateHandoff } from './queries.ts'
import { summarise } from './summary.ts'
import { handoffText } from './texts.ts'

export type Applied =
  | { ok: true; conversation: Conversation; handoff: Handoff | null; messages: Message[] }
  | { ok: false; reason: HandoffRefusal }

/**
 * Applies an event under the conversation's lock: status, handoff, and the line that the customer reads.
 * The same person taking twice is answered as done, with no second line.
 */
export function applyHandoff(db: Db, ref: ConversationRef, event: HandoffEvent, now: Date): Promise<Applied> {
  return inTransaction(db, async (tx) => {
    const before = await lockConversation(tx, ref)
    const open = await openHandoff(tx, ref)
    if (holdsAlready(before, event)) return { ok: true, conversation: before, handoff: open, messages: [] }
    const next = transition(before.status, event)
    if (!next.allowed) return { ok: false, reason: next.reason }
    const handoff = await writeHandoff(tx, before, open, event, now)
    await setConversationStatus(tx, ref, changeFor(before.status, next.status, event), now)
    const messages = await tellCustomer(tx, before, event, now)
    return { ok: true, conversation: await lockConversation(tx, ref), handoff, messages }
  })
}

function holdsAlready(before: Conversation, event: HandoffEvent): boolean {
  return event.type === 'take' && before.status === 'with_staff' && before.staffId === event.staffId
}

function changeFor(before: ConversationStatus, status: ConversationStatus, event: HandoffEvent) {
  const staffId = event.type === 'take' ? event.staffId : null
  return { status, staffId, answered: settlesMessages(before, event) }
}

/** There is an open handoff exactly while the conversation is queued or with staff. */
async function writeHandoff(
  tx: Db,
  before: Conversation,
  open: Handoff | null,
  event: HandoffEvent,
  now: Date,
): Promise<Handoff | null> {
  if (event.type === 'request') return insertHandoff(tx, before, { ...event, takenBy: null }, now)
  if (event.type === 'take')
    return open
      ? updateHandoff(tx, open, { taken_at: now, staff_id: event.staffId })
      : insertHandoff(tx, before, { ...(await unasked(tx, before)), takenBy: event.staffId }, now)
  const outcome = outcomeOf(event)
  if (!open || outcome === null) return null
  const ended = await updateHandoff(tx, open, { ended_at: now, outcome })
  return event.type === 'requeue' ? insertHandoff(tx, before, { ...open, takenBy: null }, now) : ended
}

/** A person stepped in where nobody had called for one. */
async function unasked(tx: Db, ref: ConversationRef) {
  return { reason: 'staff_stepped_in' as const, summary: summarise(await recentMessages(tx, ref, 50)) }
}

async function tellCustomer(
  tx: Db,
  before: Conversation,
  event: HandoffEvent,
  now: Date,
): Promise<Message[]> {
  const holder = before.staffId === null ? null : await findStaff(tx, before.staffId)
  const text = handoffText(before.status, event, holder?.name ?? null)
  if (text === null) return []
  return [(await appendMessage(tx, before, { sender: 'system', text }, now)).message]
}
