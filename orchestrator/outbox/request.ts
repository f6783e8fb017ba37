import { newId } from '#contract/ids.ts'
import type { MessageContent, OutboundChannel } from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import { lockCustomers } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'
import type { GateName } from '../reasons.ts'
import { type Draft, draftAll } from './drafts.ts'
import type { OutboxDeps, OutboxRow, RowReason, SendOutcome, SendRequest } from './outbox.ts'
import { type Candidate, type Judged, meetPeople, type People, templateIdsOf } from './people.ts'
import { insertRows, rowsByKey } from './queries.ts'
import type { NewRow } from './row.ts'

/** What a request may be told beside its own fields: the row it takes the place of. */
export interface Placed extends SendRequest {
  reroutedFrom?: string
}

/**
 * The steps of a group of requests, in one transaction: whoever they are about is locked, known keys are
 * answered with what became of them, and every other request is decided and written as one row, whatever the
 * gates say. Later ones of a group count the earlier.
 */
export async function placeRequests(
  tx: Db,
  deps: OutboxDeps,
  given: readonly Placed[],
  now: Date,
): Promise<SendOutcome[]> {
  if (given.length === 0) return []
  const requests = given.map((request) => ({ ...request, key: storableText(request.key) }))
  // 1. nobody else decides about these people meanwhile
  const customerIds = [...new Set(requests.map((request) => request.customerId))]
  await lockCustomers(tx, customerIds)
  // 2. what was asked for before
  const known = await rowsByKey(tx, [...new Set(requests.map((request) => request.key))])
  const fresh = firstOfEachKey(requests.filter(({ key }) => !known.has(key)))
  // 3. everything that decides
  const rows = await decideAll(tx, deps, fresh, now)
  // 4. one row each
  const written = await insertRows(tx, rows)
  // 5. where another process was faster with a key, its row is the answer
  const lost = rows.filter(({ outboxId }) => !written.has(outboxId))
  const theirs = await rowsByKey(
    tx,
    lost.map(({ key }) => key),
  )
  return answers(requests, new Map([...known, ...theirs]), rows)
}

function firstOfEachKey(requests: readonly Placed[]): Placed[] {
  const first = new Map<string, Placed>()
  for (const request of requests) if (!first.has(request.key)) first.set(request.key, request)
  return [...first.values()]
}

function answers(
  requests: readonly Placed[],
  known: ReadonlyMap<string, OutboxRow>,
  rows: readonly NewRow[],
): SendOutcome[] {
  const made = new Map(rows.map((row) => [row.key, row]))
  const told = new Set<string>()
  return requests.map(({ key }) => {
    const row = known.get(key) ?? made.get(key)
    if (!row) throw new Error('a request has left no row')
    const duplicate = known.has(key) || told.has(key)
    told.add(key)
    const { outboxId, customerId, state, channel, gate, reason, dueAt } = row
    return { outboxId, customerId, state, channel, gate, reason, dueAt, duplicate }
  })
}

async function decideAll(
  tx: Db,
  deps: OutboxDeps,
  requests: readonly Placed[],
  now: Date,
): Promise<NewRow[]> {
  if (requests.length === 0) return []
  const shop = await deps.shop(tx)
  const people = await meetPeople(tx, deps, { candidates: requests, shop }, now)
  const asked = requests.flatMap((request) =>
    request.channels.map((channel) => ({
      key: draftKey(request, channel),
      candidate: candidateOf(request, channel, now),
      issuedKey: null,
      isUnderWay: false,
    })),
  )
  const drafts = await draftAll(tx, deps, { people, rules: shop.rules }, asked, now)
  const templates = await deps.templates(tx, templateIdsOf([...drafts.values()]))
  // the best first: what is asked for in one moment is not decided by who asked first
  const rows = [...requests]
    .sort(byRank)
    .map((request) => decideOne({ people, drafts, templates }, request, now))
  await people.recordExposures(tx, now)
  return rows
}

const draftKey = ({ key }: Placed, channel: OutboundChannel) => `${channel} ${key}`

/** Higher priority, then more expected of it; a sort that leaves the others as they came. */
const byRank = (a: Placed, b: Placed): number =>
  (b.priority ?? 0) - (a.priority ?? 0) || (b.expectedValue ?? 0) - (a.expectedValue ?? 0)

/** What a group is decided by. */
interface Known {
  people: People
  drafts: ReadonlyMap<string, Draft>
  templates: ReadonlyMap<string, Template>
}

function decideOne(known: Known, request: Placed, now: Date): NewRow {
  const { people } = known
  const outboxId = newId('outbox', now)
  const choice = choose(known, request, now)
  const row = rowOf(request, outboxId, choice, now)
  people.exposed(request.customerId, outboxId, choice.decision)
  if (row.state === 'queued' || row.state === 'held')
    people.note(request.customerId, {
      outboxId,
      kind: row.kind,
      channel: row.channel,
      subject: row.subject,
      startedAt: null,
      dueAt: row.dueAt,
      held: row.state === 'held',
      underway: false,
      priority: row.priority,
      expectedValue: row.expectedValue,
      createdAt: row.createdAt,
    })
  return row
}

interface Choice extends Judged {
  channel: OutboundChannel
  channelsLeft: OutboundChannel[]
}

/**
 * The first channel that is allowed, else the first that is held, else a refusal: of a channel that came as far as
 * the holdout, because that must be counted in either arm whatever the other channels say, else of the first one.
 */
function choose({ people, drafts, templates }: Known, request: Placed, now: Date): Choice {
  const at = request.notBefore && request.notBefore > now ? request.notBefore : now
  const asked: Choice[] = []
  for (const [place, channel] of request.channels.entries()) {
    const draft = drafts.get(draftKey(request, channel))
    if (!draft) throw new Error('a request was not drafted')
    const judged = people.judge(candidateOf(request, channel, now), draft, templates, at)
    const choice = { channel, channelsLeft: request.channels.slice(place + 1), ...judged }
    if (judged.decision.allowed) return choice
    asked.push(choice)
  }
  const held = asked.find(({ decision }) => !decision.allowed && decision.until !== undefined)
  const choice = held ?? asked.find(({ decision }) => decision.exposures.length > 0) ?? asked[0]
  if (!choice) throw new Error('a request names no channel')
  return choice
}

function candidateOf(request: Placed, channel: OutboundChannel, now: Date): Candidate {
  return {
    customerId: request.customerId,
    kind: request.kind,
    channel,
    address: request.address,
    sender: request.sender,
    subject: request.subject ?? null,
    content: request.content,
    experiment: request.experiment ?? null,
    conversationId: request.conversation?.ref.conversationId ?? null,
    priority: request.priority ?? 0,
    expectedValue: request.expectedValue ?? 0,
    createdAt: now,
    outboxId: null,
    winnerId: null,
  }
}

/** Nothing is kept of what was meant for somebody who is erased. */
const forgotten: MessageContent = { text: '', parts: [] }

function rowOf(request: Placed, outboxId: string, choice: Choice, now: Date): NewRow {
  const { to, composed, channel, channelsLeft } = choice
  const standing = standingOf(request, choice, now)
  const erased = standing.reason === 'erased'
  return {
    ...standing,
    customerId: to?.customerId ?? request.customerId,
    outboxId,
    key: request.key,
    kind: request.kind,
    channel,
    to: to && { channel, kind: to.kind, value: to.value, ...(to.push && { push: to.push }) },
    sender: request.sender,
    subject: request.subject ?? null,
    content: erased ? forgotten : choice.content,
    conversation: request.conversation ?? null,
    experiment: request.experiment ?? null,
    priority: request.priority ?? 0,
    expectedValue: request.expectedValue ?? 0,
    channelsLeft,
    reroutedFrom: request.reroutedFrom ?? null,
    expiresAt: request.expiresAt ?? null,
    createdAt: now,
    error: null,
    segments: composed.ok ? composed.segments : 0,
    parts: composed.ok ? composed.contents.length : 0,
  }
}

type RowStanding = Pick<NewRow, 'state' | 'gate' | 'reason' | 'winnerId' | 'dueAt'>

/** Gates whose no will be the same when its time comes. */
const lasting: ReadonlySet<GateName> = new Set([
  'provider_block',
  'suppression',
  'consent',
  'holdout',
  'channel_rules',
])

function standingOf(request: Placed, { decision }: Choice, now: Date): RowStanding {
  const open = { gate: null, reason: null, winnerId: null }
  if (request.expiresAt && request.expiresAt <= now)
    return { ...open, state: 'dead', reason: 'expired', dueAt: null }
  const later = request.notBefore && request.notBefore > now ? request.notBefore : null
  if (decision.allowed) return { ...open, state: later ? 'held' : 'queued', dueAt: later ?? now }
  const { gate, reason, until, detail } = decision
  const winnerId = detail?.winnerId ?? null
  // whoever is in the way by then, is not known yet
  if (later && !lasting.has(gate) && (!until || winnerId !== null))
    return { ...open, state: 'held', dueAt: later }
  if (until) return { state: 'held', gate, reason, winnerId, dueAt: until }
  return { state: 'refused', gate, reason: reason satisfies RowReason, winnerId, dueAt: null }
}
