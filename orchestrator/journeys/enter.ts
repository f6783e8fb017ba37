import { newId } from '#contract/ids.ts'
import type { JourneyDefinition } from '#contract/journeys.ts'
import { lockCustomers } from '#domain/identity/index.ts'
import { matching } from '#domain/segments/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { readPeople } from '../facts.ts'
import type { OutboundFacts } from '../outbound.ts'
import { dayIn, zonesOf } from '../whereabouts.ts'
import { firstWake } from './entry.ts'
import type { Journey, JourneysDeps } from './journeys.ts'
import { hasOpenCase } from './judge-exits.ts'
import { mayEnter } from './may-enter.ts'
import { entriesAmong, insertEntries, type NewEntry, type OwnedEntry } from './queries-entries.ts'
import { lastPurchases } from './queries-signs.ts'
import type { Newcomer } from './trigger-table.ts'

/** People let in by one transaction. */
const AT_ONCE = 100

/** The journey that they would enter, as it stands now, and by which of its triggers. */
export interface Door {
  journey: Pick<Journey, 'version' | 'definition'>
  trigger: number
}

/** Lets in whom a trigger has named, where nothing speaks against it. Answers how many entered. */
export async function enterAll(
  deps: JourneysDeps,
  door: Door,
  newcomers: readonly Newcomer[],
  now: Date,
): Promise<number> {
  let entered = 0
  for (let at = 0; at < newcomers.length; at += AT_ONCE) {
    const some = newcomers.slice(at, at + AT_ONCE)
    entered += await inTransaction(deps.db, (tx) => enterSome(tx, deps, door, some, now))
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  return entered
}

async function enterSome(
  tx: Db,
  deps: JourneysDeps,
  { journey, trigger }: Door,
  newcomers: readonly Newcomer[],
  now: Date,
): Promise<number> {
  const { definition, version } = journey
  // 1. nobody else decides about these people meanwhile
  const ids = [...new Set(newcomers.map(({ customerId }) => customerId))]
  const roots = await lockCustomers(tx, ids)
  const rootOf = (customerId: string) => roots.get(customerId) ?? customerId
  // 2. who was asked about before is not asked about again
  const inside = byRoot(await entriesAmong(tx, ids, [definition.name, ...definition.exclusions.journeys]))
  const fresh = newcomers.filter(
    ({ customerId, occurrence }) =>
      !inside.get(rootOf(customerId))?.some(({ entry }) => isOf(entry, definition, occurrence)),
  )
  // 3. who is meant
  const meant = await audienceAmong(tx, definition, fresh, now)
  const asked = fresh.filter(({ customerId }) => meant.has(customerId))
  if (asked.length === 0) return 0
  // 4. what speaks against it
  const facts = await readFacts(tx, deps, definition, asked, now)
  const entries: NewEntry[] = []
  for (const newcomer of asked) {
    const root = rootOf(newcomer.customerId)
    const own = inside.get(root) ?? []
    const answer = mayEnter(
      newcomer,
      definition,
      { ...facts(newcomer), entries: own.map(({ entry }) => entry) },
      now,
    )
    if (!answer.enters && answer.reason === 'known') continue
    const entry = entryOf(newcomer, { definition, version, trigger }, answer, now)
    entries.push(entry)
    inside.set(root, [...own, { rootId: root, entry: { ...entry, endedAt: null } }])
  }
  // 5. one row each
  await insertEntries(tx, entries)
  return entries.filter(({ state }) => state === 'waiting').length
}

function isOf(entry: OwnedEntry['entry'], { name }: JourneyDefinition, occurrence: string): boolean {
  return entry.journey === name && entry.occurrence === occurrence
}

function byRoot(owned: readonly OwnedEntry[]): Map<string, OwnedEntry[]> {
  const groups = new Map<string, OwnedEntry[]>()
  for (const each of owned) groups.set(each.rootId, [...(groups.get(each.rootId) ?? []), each])
  return groups
}

async function audienceAmong(
  tx: Db,
  { audience, kind }: JourneyDefinition,
  newcomers: readonly Newcomer[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(newcomers.map(({ customerId }) => customerId))]
  if (audience === null || ids.length === 0) return new Set(ids)
  return matching(tx, { rule: audience, purpose: kind }, ids, now)
}

/** What speaks against entering, of people who are not erased. Reads only what the definition asks for. */
async function readFacts(
  tx: Db,
  { suppressionKey, shop }: JourneysDeps,
  { exclusions, kind }: JourneyDefinition,
  newcomers: readonly Newcomer[],
  now: Date,
) {
  const { rules, timeZone } = await shop(tx)
  const ids = [...new Set(newcomers.map(({ customerId }) => customerId))]
  const personOf = await readPeople(tx, { suppressionKey, rules, kinds: [kind] }, ids, now)
  const members = [...new Set(ids.flatMap((id) => personOf(id).members))]
  const orderIds = newcomers.flatMap(({ orderId }) => orderId ?? [])
  const bought = exclusions.boughtWithinDays === null ? new Map() : await lastPurchases(tx, members, orderIds)
  return ({ customerId }: Newcomer) => {
    const person = personOf(customerId)
    const times = person.members.flatMap((member): Date[] => bought.get(member) ?? [])
    return {
      lastOrderAt: times.sort((a, b) => +b - +a)[0] ?? null,
      openCase: hasOpenCase(person),
      promotionToday: hadPromotion({ person, rules, shopZone: timeZone, now }),
    }
  }
}

/** Whether a promotion went to them today, by the clock of any place where they may be. */
function hadPromotion(facts: OutboundFacts): boolean {
  const zones = zonesOf(null, facts)
  const isToday = (at: Date) => zones.some((zone) => dayIn(zone, at) === dayIn(zone, facts.now))
  return facts.person.touches.some(
    ({ kind, startedAt }) => kind === 'marketing' && startedAt !== null && isToday(startedAt),
  )
}

function entryOf(
  newcomer: Newcomer,
  { definition, version, trigger }: { definition: JourneyDefinition; version: number; trigger: number },
  answer: ReturnType<typeof mayEnter>,
  now: Date,
): NewEntry {
  const { customerId, object, occurrence, since, values, productIds, claims, orderId } = newcomer
  const stays = answer.enters
  return {
    customerId,
    entryId: newId('journeyEntry', now),
    journey: definition.name,
    version,
    trigger,
    object,
    occurrence,
    state: stays ? 'waiting' : 'left_out',
    step: 0,
    wakeAt: stays ? firstWake(definition, now) : null,
    enteredAt: now,
    reason: answer.enters || answer.reason === 'known' ? null : answer.reason,
    feed: { since: since.toISOString(), values, productIds, claims, orderId },
  }
}
