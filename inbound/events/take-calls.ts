import {
  type CallType,
  checkCall,
  countOutcomes,
  type EventTrust,
  isFields,
  type Proof,
  type Refusal,
  type RefusalCode,
  setAside,
} from '#domain/events/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { Incoming, Taken } from './incoming.ts'
import type { Intake } from './intake.ts'

/** Who sends, and how. */
export interface Caller {
  trust: EventTrust
  /** The key's label and the library. */
  source: string
  receivedAt: Date
  sentAt: Date | null
  proof: Proof | null
  /** Of the address the call came to; absent in a batch. */
  type?: CallType
  /** What the server adds to the context, such as `gpc`. */
  context?: Record<string, unknown>
}

export interface TakeDeps {
  db: Db
  intake: Intake
  /** The shop's own event names. */
  declared: () => Promise<ReadonlySet<string>>
}

/** Refusals of a browser that says what it may not: told to it, counted, and not kept. */
const notKept = new Set<RefusalCode>(['not_proved', 'secret_only'])

/** Counts of what is refused before it reaches a writer have a row of their own. */
const REFUSED_PART = 99

/**
 * Checks each call and submits the good ones; the bad ones are set aside with their reasons. Answers what
 * became of each, in order, when all is committed.
 */
export async function takeCalls(deps: TakeDeps, calls: readonly unknown[], caller: Caller): Promise<Taken[]> {
  const declared = await deps.declared()
  const { sentAt, proof } = caller
  const good: { at: number; incoming: Incoming }[] = []
  const bad: { at: number; raw: unknown; refusal: Refusal }[] = []
  for (const [at, sent] of calls.entries()) {
    const answer = checkCall(sent, { ...caller, declared })
    const raw = whole(sent, caller)
    if (answer.ok) {
      if (caller.context) answer.event.context = { ...answer.event.context, ...caller.context }
      good.push({ at, incoming: { event: answer.event, raw, sentAt, proof } })
    } else bad.push({ at, raw, refusal: answer.refusal })
  }
  const [taken, aside] = await Promise.all([
    good.length > 0 ? deps.intake.submit(good.map(({ incoming }) => incoming)) : [],
    bad.length > 0 ? keepRefused(deps.db, bad, caller) : [],
  ])
  const answers: Taken[] = new Array(calls.length)
  for (const [index, { at }] of good.entries()) {
    const one = taken[index]
    if (one) answers[at] = one
  }
  for (const [index, { at, refusal }] of bad.entries())
    answers[at] = { ok: false, refusal, setAsideId: aside[index] ?? null }
  return answers
}

function keepRefused(
  db: Db,
  bad: readonly { raw: unknown; refusal: Refusal }[],
  caller: Caller,
): Promise<(string | null)[]> {
  const { source, trust, sentAt, proof, receivedAt } = caller
  return inTransaction(db, async (tx) => {
    const kept = bad.filter(({ refusal }) => trust === 'secret' || !notKept.has(refusal.code))
    const ids = await setAside(
      tx,
      kept.map(({ raw, refusal }) => ({
        raw,
        refusal,
        source,
        trust,
        sentAt,
        proof,
        receivedAt,
      })),
    )
    const counts = bad.map(({ refusal }) => ({ source, outcome: refusal.code, events: 1 }))
    await countOutcomes(tx, counts, REFUSED_PART, receivedAt)
    return bad.map((one) => ids[kept.indexOf(one)] ?? null)
  })
}

/**
 * A call with what only its request said, for the day it is tried again: the type of an address of its own,
 * and that the browser asked not to be tracked. What a page says of its address was never believed.
 */
function whole(raw: unknown, { type, trust, context }: Caller): unknown {
  if (!isFields(raw)) return raw
  const typed = type === undefined ? raw : { ...raw, type }
  if (context?.gpc !== true && trust === 'secret') return typed
  const { ip: _, ...said } = isFields(raw.context) ? raw.context : {}
  return { ...typed, context: { ...said, ...(context?.gpc === true && { gpc: true }) } }
}
