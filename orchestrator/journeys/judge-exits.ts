import type { ExitReason, JourneyDefinition } from '#contract/journeys.ts'
import type { Db } from '#store/index.ts'
import { type People, readPeople } from '../facts.ts'
import type { PersonFacts } from '../person-facts.ts'
import { type Definitions, versionOf } from './definitions.ts'
import type { JourneyEntry } from './entry.ts'
import { exitOf, type Signs } from './exit-of.ts'
import type { JourneysDeps } from './journeys.ts'
import type { OwnedEntry } from './queries-entries.ts'
import { eventsSince, type PurchaseRow, purchasesSince } from './queries-signs.ts'
import { reachOf } from './reach.ts'
import { sourceOf } from './trigger-table.ts'

/** What was asked about open entries at one moment. */
export interface Judged {
  definitionOf: (entry: JourneyEntry) => JourneyDefinition
  /** By entry id; who is missing goes on. */
  exits: ReadonlyMap<string, ExitReason>
  personOf: People
}

/**
 * Which of these open entries end now, and why: everything is read anew, in a constant number of statements
 * for any number of people. Give all open entries of each of them, the earliest first, and call it under the
 * locks of their roots: a purchase that is committed is seen.
 */
export async function judgeExits(
  tx: Db,
  deps: Pick<JourneysDeps, 'suppressionKey' | 'shop' | 'triggers' | 'categoriesOf'>,
  definitions: Definitions,
  owned: readonly OwnedEntry[],
  now: Date,
): Promise<Judged> {
  const entries = owned.map(({ entry }) => entry)
  const ofVersion = await definitions.of(tx, entries.map(versionOf))
  const definitionOf = (entry: JourneyEntry) => ofVersion(versionOf(entry))
  const kinds = new Set(entries.map((entry) => definitionOf(entry).kind))
  const { rules } = await deps.shop(tx)
  const customerIds = [...new Set(owned.map(({ rootId }) => rootId))]
  const facts = { suppressionKey: deps.suppressionKey, rules, kinds }
  const personOf = await readPeople(
    tx,
    facts,
    [...customerIds, ...entries.map((each) => each.customerId)],
    now,
  )
  const happened = await readHappened(tx, entries, personOf, definitionOf)
  const holds = await stillTrue(tx, deps, owned, personOf, definitionOf, now)
  const exits = new Map<string, ExitReason>()
  const open = new Set<string>()
  for (const { rootId, entry } of owned) {
    const person = personOf(entry.customerId)
    const definition = definitionOf(entry)
    const matter = JSON.stringify([rootId, entry.journey, definition.reentry.perObject ? entry.object : null])
    const standing = {
      stillTrue: holds(entry),
      isSecond: open.has(matter),
      categoriesOf: deps.categoriesOf,
    }
    const reason = exitOf(entry, definition, signsOf(person, definition, happened, now), standing, now)
    if (reason) exits.set(entry.entryId, reason)
    else open.add(matter)
  }
  return { definitionOf, exits, personOf }
}

interface Happened {
  purchases: readonly PurchaseRow[]
  events: readonly { customerId: string; name: string; at: Date }[]
}

async function readHappened(
  tx: Db,
  entries: readonly JourneyEntry[],
  personOf: People,
  definitionOf: (entry: JourneyEntry) => JourneyDefinition,
): Promise<Happened> {
  const members = [...new Set(entries.flatMap(({ customerId }) => personOf(customerId).members))]
  const since = new Date(Math.min(...entries.map(({ feed }) => Date.parse(feed.since))))
  const names = [...new Set(entries.flatMap((entry) => definitionOf(entry).stop.onEvents))]
  return {
    purchases: await purchasesSince(tx, members, since),
    events: await eventsSince(tx, members, names, since),
  }
}

function signsOf(person: PersonFacts, definition: JourneyDefinition, happened: Happened, now: Date): Signs {
  const theirs = ({ customerId }: { customerId: string }) => person.members.includes(customerId)
  return {
    erased: !person.exists,
    optedOut: reachOf(person, definition, now).optedOut,
    openCase: hasOpenCase(person),
    purchases: happened.purchases.filter(theirs),
    events: happened.events.filter(theirs),
  }
}

export const hasOpenCase = ({ withStaff, openTickets }: PersonFacts): boolean =>
  withStaff.length > 0 || openTickets.length > 0

/** Asks each trigger once about all entries that it let in. */
async function stillTrue(
  tx: Db,
  deps: Pick<JourneysDeps, 'triggers'>,
  owned: readonly OwnedEntry[],
  personOf: People,
  definitionOf: (entry: JourneyEntry) => JourneyDefinition,
  now: Date,
): Promise<(entry: JourneyEntry) => boolean> {
  const groups = new Map<string, OwnedEntry[]>()
  for (const each of owned) {
    const { journey, version, trigger } = each.entry
    const key = JSON.stringify([journey, version, trigger])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  const asked = new Set<string>()
  const holds = new Set<string>()
  for (const group of groups.values()) {
    const [first] = group
    const trigger = first && definitionOf(first.entry).triggers[first.entry.trigger]
    if (!trigger) continue
    const source = sourceOf(deps.triggers, trigger)
    if (!source.stillTrue) continue
    const inside = group.map(({ rootId, entry }) => {
      const { entryId, customerId, object, occurrence, feed } = entry
      return { entryId, customerId, rootId, members: personOf(customerId).members, object, occurrence, feed }
    })
    for (const { entryId } of inside) asked.add(entryId)
    for (const entryId of await source.stillTrue(tx, trigger, inside, now)) holds.add(entryId)
  }
  return ({ entryId }) => !asked.has(entryId) || holds.has(entryId)
}
