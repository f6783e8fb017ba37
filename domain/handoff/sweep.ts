import type { Message } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import {
  appendMessage,
  type Conversation,
  findConversation,
  lockConversation,
} from '#domain/conversations/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { applyHandoff } from './apply.ts'
import type { Handoff } from './handoff.ts'
import { openHandoff, strandedHandoffs, unnoticedHandoffs, updateHandoff } from './queries.ts'
import { handoffTexts } from './texts.ts'

/** A person counts as there for this long after they took a conversation, seen elsewhere or not. */
const PRESENCE_MS = 60_000
const BATCH = 200

export interface Swept {
  conversation: Conversation
  messages: Message[]
}

/** What else belongs into the transaction of a change: a lock before it, and what leaves with its notices. */
export interface Around {
  before: (tx: Db, conversation: Conversation) => Promise<void>
  after: (tx: Db, swept: Swept) => Promise<void>
}

/**
 * What time alone brings about: the notice to those whom nobody took in time (once per wait), and the
 * return to the queue of conversations whose person is offline while somebody else is online. Each is
 * decided again under its conversation's lock, so any number of processes may sweep at once.
 */
export async function sweepHandoffs(
  db: Db,
  input: { queueTimeoutMs: number; now: Date; onlineStaff: string[]; around?: Around },
): Promise<Swept[]> {
  const { now, onlineStaff, around } = input
  const queuedBefore = new Date(now.getTime() - input.queueTimeoutMs)
  const takenBefore = new Date(now.getTime() - PRESENCE_MS)
  const requeued = await inBatches(
    async () => (onlineStaff.length === 0 ? [] : strandedHandoffs(db, onlineStaff, takenBefore, BATCH)),
    (handoff) => within(db, handoff, around, (tx) => requeue(tx, handoff, now)),
  )
  const noticed = await inBatches(
    () => unnoticedHandoffs(db, queuedBefore, BATCH),
    (handoff) => within(db, handoff, around, (tx) => notice(tx, handoff, now)),
  )
  return [...requeued, ...noticed]
}

/** Reads and works off batch by batch; what was worked off is not read again. */
async function inBatches(
  read: () => Promise<Handoff[]>,
  work: (handoff: Handoff) => Promise<Swept | null>,
): Promise<Swept[]> {
  const swept: Swept[] = []
  for (;;) {
    const batch = await read()
    const done = []
    for (const handoff of batch) done.push(await work(handoff).catch(skipErased))
    const changed = done.filter((one) => one !== null)
    swept.push(...changed)
    if (batch.length < BATCH || changed.length === 0) return swept
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
}

/** The customer was erased between reading and locking. */
function skipErased(error: unknown): null {
  if (error instanceof Problem && error.kind === 'not-found') return null
  throw error
}

/** One change in one transaction, with what belongs around it. */
function within(
  db: Db,
  handoff: Handoff,
  around: Around | undefined,
  change: (tx: Db) => Promise<Swept | null>,
): Promise<Swept | null> {
  return inTransaction(db, async (tx) => {
    const conversation = around && (await findConversation(tx, handoff.conversationId))
    if (conversation) await around?.before(tx, conversation)
    const swept = await change(tx)
    if (swept) await around?.after(tx, swept)
    return swept
  })
}

function requeue(db: Db, handoff: Handoff, now: Date): Promise<Swept | null> {
  return inTransaction(db, async (tx) => {
    await lockConversation(tx, handoff)
    const still = await openHandoff(tx, handoff)
    if (still?.handoffId !== handoff.handoffId || still.staffId !== handoff.staffId) return null
    const applied = await applyHandoff(tx, handoff, { type: 'requeue' }, now)
    return applied.ok ? { conversation: applied.conversation, messages: applied.messages } : null
  })
}

function notice(db: Db, handoff: Handoff, now: Date): Promise<Swept | null> {
  return inTransaction(db, async (tx) => {
    const before = await lockConversation(tx, handoff)
    const still = await openHandoff(tx, handoff)
    if (before.status !== 'queued' || still?.handoffId !== handoff.handoffId || still.noticeAt) return null
    await updateHandoff(tx, still, { notice_at: now })
    const text = handoffTexts.notice
    const { message, conversation } = await appendMessage(tx, before, { sender: 'system', text }, now)
    return { conversation, messages: [message] }
  })
}
