import type { ChannelAdapter, ChannelContent, SendResult } from '#channels/index.ts'
import type { ContactRules } from '#contract/contact-rules.ts'
import { newId } from '#contract/ids.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import { lockFreeCustomers } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { comesBefore } from '../gates/rank.ts'
import { costOf } from '../message-cost.ts'
import type { Touch } from '../person-facts.ts'
import type { GateName } from '../reasons.ts'
import { type Draft, draftAll } from './drafts.ts'
import { finishAll, type Leaving } from './finish.ts'
import type { OutboxDeps, OutboxRow, RowReason } from './outbox.ts'
import { type Candidate, type Judged, meetPeople, type People, templateIdsOf } from './people.ts'
import { type Patch, patchRows, type RowPatch } from './queries.ts'
import { takeDue } from './queries-due.ts'
import { freeLosers } from './queries-losers.ts'
import { tryNextChannel } from './reroute.ts'
import { isOver } from './settle.ts'
import { unwantedAmong } from './unwanted.ts'

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
  const mine = due.filter((row) => free.has(row.customerId)).sort(byRank)
  // 2. the moment that counts: after the locks, so that no STOP is between it and what is read
  const now = worker.now()
  // 3. what its journey does not want any more
  const unwanted = await unwantedAmong(tx, deps, mine, now)
  const out = new Set(unwanted.map(({ outboxId }) => outboxId))
  const rows = mine.filter(({ outboxId }) => !out.has(outboxId))
  // 4. all gates again
  const { decided, rules } = await decideRows(tx, deps, rows, now)
  // 5. what has begun, and what has not
  const patches = decided.map((each) => patchOf(each, { deps, worker, rules }, now))
  const changed = await patchRows(tx, [...unwanted, ...patches])
  // 6. whoever waits for one that does not go, and where else it may go
  await freeLosers(tx, changed.filter(isOver), now)
  for (const row of changed)
    if (row.state === 'refused' && mayGoElsewhere(row)) await tryNextChannel(tx, deps, row, now)
  return { seen: due.length, changed, begun: begunAmong(changed, decided) }
}

/** Gates that may say yes on another channel, and what may be drawn there. */
const onlyHere: ReadonlySet<GateName | null> = new Set(['provider_block', 'region', 'channel_rules'])
const drawnElsewhere: ReadonlySet<RowReason | null> = new Set([
  'not_on_this_channel',
  'not_approved',
  'too_long',
  'nothing_to_show',
])

const mayGoElsewhere = ({ gate, reason }: OutboxRow) =>
  onlyHere.has(gate) || (gate === 'content' && drawnElsewhere.has(reason))

interface Decided {
  row: OutboxRow
  /** Absent: the house itself failed, which must stop nobody else's message. */
  judged?: Judged
  /** The key under which an offer stands for it. */
  issuedKey: string | null
}

async function decideRows(
  tx: Db,
  deps: OutboxDeps,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<{ decided: Decided[]; rules: ContactRules }> {
  const shop = await deps.shop(tx)
  const { rules } = shop
  if (rows.length === 0) return { decided: [], rules }
  const people = await meetPeople(tx, deps, { candidates: rows, shop }, now)
  const drafts = await draftAll(tx, deps, { people, rules }, rows.map(draftAsked), now)
  const templates = await deps.templates(tx, templateIdsOf([...drafts.values()]))
  const known = { people, drafts, templates }
  const decided = rows.map((row): Decided => {
    const judged = judgeRow(known, deps, row, now)
    if (judged === null) return { row, issuedKey: row.issuedKey }
    people.exposed(row.customerId, row.outboxId, judged.decision)
    noteIn(people, row, judged, now)
    return { row, judged, issuedKey: row.issuedKey }
  })
  await people.recordExposures(tx, now)
  const finished = await finishAll(tx, deps, { people, rules }, leavingAmong(decided, drafts, now), now)
  return { decided: decided.map((each) => ({ ...each, ...finished.get(each.row.outboxId) })), rules }
}

const draftAsked = (row: OutboxRow) => ({
  key: row.outboxId,
  candidate: candidateOf(row),
  issuedKey: row.issuedKey,
  isUnderWay: row.partsSent > 0,
})

/** Those of a design that every gate lets go: what leaves is drawn once more, with what counts. */
function leavingAmong(decided: readonly Decided[], drafts: ReadonlyMap<string, Draft>, now: Date): Leaving[] {
  return decided.flatMap(({ row, judged }) => {
    const draft = drafts.get(row.outboxId)
    const isDesigned = row.content.design !== undefined && row.partsSent === 0
    if (!draft || !isDesigned || !judged?.decision.allowed || isLate(row, now)) return []
    const issueKey = row.issuedKey ?? newId('issuedOffer', now)
    return [{ row, candidate: candidateOf(row), draft, judged, issueKey }]
  })
}

const isLate = ({ expiresAt }: OutboxRow, now: Date) => expiresAt !== null && expiresAt <= now

interface Known {
  people: People
  drafts: ReadonlyMap<string, Draft>
  templates: ReadonlyMap<string, Template>
}

function judgeRow(
  { people, drafts, templates }: Known,
  deps: OutboxDeps,
  row: OutboxRow,
  now: Date,
): Judged | null {
  try {
    const draft = drafts.get(row.outboxId)
    if (!draft) throw new Error('a row was not drafted')
    return people.judge(candidateOf(row), draft, templates, now)
  } catch (error) {
    deps.log.error({ error, outboxId: row.outboxId, step: 'outbox' }, 'a message could not be decided')
    return null
  }
}

/** The best first: what comes after it in the same moment is counted against it. */
const byRank = (a: OutboxRow, b: OutboxRow): number => (comesBefore(a, b) ? -1 : 1)

function candidateOf(row: OutboxRow): Candidate {
  return { ...row, address: row.to?.value, conversationId: row.conversation?.ref.conversationId ?? null }
}

const never = new Date(8.64e15)

/** For the rest of the group: begun, held until then, or out of the way. */
function noteIn(people: People, row: OutboxRow, { decision }: Judged, now: Date): void {
  const { outboxId, kind, channel, subject, priority, expectedValue, createdAt } = row
  const own = { outboxId, kind, channel, subject, priority, expectedValue, createdAt }
  const standing: Pick<Touch, 'startedAt' | 'dueAt' | 'held' | 'underway'> = decision.allowed
    ? { startedAt: now, dueAt: null, held: false, underway: true }
    : { startedAt: null, dueAt: decision.until ?? never, held: true, underway: false }
  people.note(row.customerId, { ...own, ...standing })
}

interface Working {
  deps: OutboxDeps
  worker: Worker
  rules: ContactRules
}

function patchOf(decided: Decided, working: Working, now: Date): RowPatch {
  const { customerId, outboxId } = decided.row
  return { customerId, outboxId, patch: { ...standingOf(decided, working, now), changed_at: now } }
}

const open: Patch = { gate: null, reason: null, winner_id: null, due_at: null }

function standingOf(decided: Decided, working: Working, now: Date): Patch {
  const { row, judged } = decided
  const issued_key = decided.issuedKey
  if (!judged) return { ...open, state: 'dead', reason: 'defect', issued_key }
  const { composed, decision, content } = judged
  if (isLate(row, now)) return { ...open, state: 'dead', reason: 'expired', issued_key }
  if (!decision.allowed) {
    const { gate, reason, until, detail } = decision
    const refusedBy = { ...open, gate, reason, winner_id: detail?.winnerId ?? null, content, issued_key }
    return until ? { ...refusedBy, state: 'held', due_at: until } : { ...refusedBy, state: 'refused' }
  }
  const provider = providerOf(working.deps, row.channel)
  if (provider === null || !composed.ok)
    return { ...open, state: 'dead', reason: 'configuration', issued_key }
  return { ...begunPatch(row, composed, working, now), provider, content, issued_key }
}

function begunPatch(
  row: OutboxRow,
  { segments, contents }: Extract<Judged['composed'], { ok: true }>,
  { worker, rules }: Working,
  now: Date,
): Patch {
  return {
    ...open,
    state: 'sending',
    attempts: row.attempts + 1,
    worker: worker.name,
    lease_until: new Date(now.getTime() + worker.leaseMs),
    first_tried_at: row.firstTriedAt ?? now,
    started_at: now,
    error_code: null,
    error_text: null,
    segments,
    parts: contents.length,
    cost: costOf(row.channel, { segments, messages: contents.length }, rules),
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
