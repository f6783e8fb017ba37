import type { ChannelAdapter, ChannelContent, SendResult } from '#channels/index.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import { lockFreeCustomers } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import type { Touch } from '../person-facts.ts'
import type { GateName } from '../reasons.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { type Candidate, type Judged, meetPeople, type People } from './people.ts'
import { type Patch, patchRows, type RowPatch } from './queries.ts'
import { takeDue } from './queries-due.ts'
import { templateIdsOf } from './request.ts'
import { tryNextChannel } from './reroute.ts'

/** A row that has begun, with what is to be sent of it. */
export interface Begun {
  row: OutboxRow
  contents: readonly ChannelContent[]
}

export interface Claim {
  /** Rows that were due, whoever has them now. */
  seen: number
  begun: Begun[]
  /** Rows whose state is another now. */
  changed: OutboxRow[]
}

/** Who works, until when, and by whose clock. */
export interface Worker {
  name: string
  leaseMs: number
  now: () => Date
}

/**
 * The steps of a dispatch, in one transaction: due rows of a channel whose people nobody else decides about,
 * all facts anew, every gate again (a row never counts against itself), and what may go is marked as begun
 * before anybody sends it. It waits for no lock, so it may hold many.
 */
export async function claimDue(
  tx: Db,
  deps: OutboxDeps,
  worker: Worker,
  channel: OutboundChannel,
  most: number,
): Promise<Claim> {
  // 1. due rows, and the locks of their people
  const due = await takeDue(tx, channel, worker.now(), most)
  if (due.length === 0) return { seen: 0, begun: [], changed: [] }
  const free = await lockFreeCustomers(
    tx,
    due.map((row) => row.customerId),
  )
  const rows = due.filter((row) => free.has(row.customerId)).sort(byRank)
  // 2. the moment that counts: after the locks, so that no STOP is between it and what is read
  const now = worker.now()
  // 3. all gates again
  const decided = await decideRows(tx, deps, rows, now)
  // 4. what has begun, and what has not
  const patches = decided.map((each) => patchOf(each, deps, worker, now))
  const changed = await patchRows(tx, patches)
  for (const row of changed)
    if (row.state === 'refused' && onlyHere.has(row.gate)) await tryNextChannel(tx, deps, row, now)
  return { seen: due.length, changed, begun: begunAmong(changed, decided) }
}

/** Gates that may say yes on another channel. */
const onlyHere: ReadonlySet<GateName | null> = new Set(['provider_block', 'region', 'channel_rules'])

interface Decided {
  row: OutboxRow
  /** Absent: the house itself failed, which must stop nobody else's message. */
  judged?: Judged
}

async function decideRows(
  tx: Db,
  deps: OutboxDeps,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<Decided[]> {
  if (rows.length === 0) return []
  const templates = await deps.templates(tx, templateIdsOf(rows))
  const people = await meetPeople(tx, deps, { candidates: rows, shop: await deps.shop(tx), templates }, now)
  const decided = rows.map((row) => {
    const judged = judgeRow(people, deps, row, now)
    if (judged === null) return { row }
    people.exposed(row.customerId, row.outboxId, judged.decision)
    noteIn(people, row, judged, now)
    return { row, judged }
  })
  await people.recordExposures(tx, now)
  return decided
}

function judgeRow(people: People, deps: OutboxDeps, row: OutboxRow, now: Date): Judged | null {
  try {
    return people.judge(candidateOf(row), now)
  } catch (error) {
    deps.log.error({ error, outboxId: row.outboxId, step: 'outbox' }, 'a message could not be decided')
    return null
  }
}

/** The best first: what comes after it in the same moment is counted against it. */
function byRank(a: OutboxRow, b: OutboxRow): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.expectedValue !== b.expectedValue) return b.expectedValue - a.expectedValue
  const earlier = a.createdAt.getTime() - b.createdAt.getTime()
  return earlier === 0 ? (a.outboxId < b.outboxId ? -1 : 1) : earlier
}

function candidateOf(row: OutboxRow): Candidate {
  return { ...row, address: row.to?.value, conversationId: row.conversation?.ref.conversationId ?? null }
}

const never = new Date(8.64e15)

/** For the rest of the group: begun, held until then, or out of the way. */
function noteIn(people: People, row: OutboxRow, { decision }: Judged, now: Date): void {
  const { outboxId, kind, channel, subject, priority, expectedValue, createdAt } = row
  const own = { outboxId, kind, channel, subject, priority, expectedValue, createdAt }
  const standing: Pick<Touch, 'startedAt' | 'dueAt' | 'held'> = decision.allowed
    ? { startedAt: now, dueAt: null, held: false }
    : { startedAt: null, dueAt: decision.until ?? never, held: true }
  people.note(row.customerId, { ...own, ...standing })
}

function patchOf(decided: Decided, deps: OutboxDeps, worker: Worker, now: Date): RowPatch {
  const { customerId, outboxId } = decided.row
  return { customerId, outboxId, patch: { ...standingOf(decided, deps, worker, now), changed_at: now } }
}

const open: Patch = { gate: null, reason: null, winner_id: null, due_at: null }

function standingOf({ row, judged }: Decided, deps: OutboxDeps, worker: Worker, now: Date): Patch {
  if (!judged) return { ...open, state: 'dead', reason: 'defect' }
  const { composed, decision } = judged
  if (row.expiresAt && row.expiresAt <= now) return { ...open, state: 'dead', reason: 'expired' }
  if (!decision.allowed) {
    const { gate, reason, until, detail } = decision
    if (until) return { ...open, state: 'held', gate, reason, due_at: until }
    return { ...open, state: 'refused', gate, reason, winner_id: detail?.winnerId ?? null }
  }
  const provider = providerOf(deps, row.channel)
  if (provider === null || !composed.ok) return { ...open, state: 'dead', reason: 'configuration' }
  return {
    ...open,
    state: 'sending',
    attempts: row.attempts + 1,
    worker: worker.name,
    lease_until: new Date(now.getTime() + worker.leaseMs),
    first_tried_at: row.firstTriedAt ?? now,
    started_at: now,
    provider,
    error_code: null,
    error_text: null,
    segments: composed.segments,
    parts: composed.contents.length,
  }
}

/** The name under which messages of a channel are known; null: nobody carries them. */
function providerOf(deps: OutboxDeps, channel: OutboundChannel): string | null {
  return channel === 'web' ? 'web' : (deps.adapterFor(channel)?.provider ?? null)
}

function begunAmong(changed: readonly OutboxRow[], decided: readonly Decided[]): Begun[] {
  const drawn = new Map(decided.map(({ row, judged }) => [row.outboxId, judged?.composed]))
  return changed.flatMap((row) => {
    const composed = drawn.get(row.outboxId)
    return row.state === 'sending' && composed?.ok ? [{ row, contents: composed.contents }] : []
  })
}

/** Hands one part over. Never throws: what goes wrong on the way may have been sent. */
export async function handOver(
  deps: OutboxDeps,
  { row, contents }: Begun,
  part: number,
): Promise<SendResult> {
  try {
    if (row.channel === 'web') return await deps.deliverWeb(row)
    const adapter = deps.adapterFor(row.channel)
    const content = contents[part]
    if (!adapter || !row.to || !content || !row.startedAt) return unprepared
    return await sendBy(adapter, row, row.startedAt, part, content)
  } catch (error) {
    return { outcome: 'unknown', text: error instanceof Error ? error.message : 'the adapter failed' }
  }
}

const unprepared: SendResult = {
  outcome: 'rejected',
  reason: 'configuration',
  code: 'no_adapter',
  text: 'Nobody carries this channel',
}

function sendBy(
  adapter: ChannelAdapter,
  row: OutboxRow,
  startedAt: Date,
  part: number,
  content: ChannelContent,
): Promise<SendResult> {
  const { customerId, outboxId, to, channel, attempts: attempt } = row
  if (!to || channel === 'web') return Promise.resolve(unprepared)
  const reference = { outboxId, customerId, part, attempt, startedAt }
  return adapter.send({ reference, to: { ...to, channel }, content })
}
