import { applyEvents as applyToConsent } from '#domain/consent/index.ts'
import {
  callNames,
  countOutcomes,
  eventFamilies,
  type Refusal,
  type SetAsideInput,
  setAside,
  storeEvents,
  type TrackedEvent,
} from '#domain/events/index.ts'
import { type Observed, observe } from '#domain/identity/index.ts'
import { applyEvents as applyToOffers } from '#domain/offers/index.ts'
import { applyEvents as applyToOrders } from '#domain/orders/index.ts'
import { applyEvents as applyToProfile, screenEvents } from '#domain/profile/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import type { Incoming, Taken } from './incoming.ts'
import { notePushTokens } from './push-tokens.ts'

interface Known {
  at: number
  customerId: string
}

/** Whose data a group of events has changed. */
export interface Touched {
  customerIds: readonly string[]
  /** Those of them of whom it was said what may be used. */
  consenting: readonly string[]
  /** Those who did nothing but look around. */
  looking: readonly string[]
}

/**
 * The steps for a group of events, in one transaction: who they are of, what may not be kept, each stored
 * once, then the rooms that learn from them, then the counts. Answers what became of each, in order.
 */
export async function recordGroup(
  tx: Db,
  group: readonly Incoming[],
  part: number,
  now: Date,
  options: { keepRefused: boolean; tell?: (touched: Touched) => void } = { keepRefused: true },
): Promise<Taken[]> {
  const observed = await observe(tx, group.map(observationOf), now)
  const known = observed.people.flatMap((person, at): Known[] =>
    person ? [{ at, customerId: person.customerId }] : [],
  )
  const screened = await screenEvents(
    tx,
    known.map(({ at, customerId }) => ({ event: eventAt(group, at), customerId })),
    now,
  )
  const rows = screened.map(({ event, customerId, removed }) => ({
    event: removed.length === 0 ? event : { ...event, context: { ...event.context, withheld: removed } },
    customerId,
  }))
  const { stored, outcomes, uncounted } = await storeEvents(tx, rows, now)
  const fresh = rows.filter((_, index) => stored[index])
  // these two fold all reports of an order into one, so that it is the same whichever came first
  const reports = rows.filter((_, index) => outcomes[index] !== 'repeated')
  await applyToOrders(tx, reports, now)
  await applyToOffers(tx, reports, now)
  await applyToConsent(tx, reports, now)
  await applyToProfile(tx, fresh, now)
  const sent = known.flatMap(({ at, customerId }, index) =>
    stored[index] ? [{ event: eventAt(group, at), raw: group[at]?.raw, customerId }] : [],
  )
  await notePushTokens(tx, sent, now)
  const changed = [...fresh.map(({ customerId }) => customerId), ...uncounted, ...rootsOf(observed)]
  await noteChanged(tx, changed, now)
  options.tell?.(touchedBy(changed, fresh))
  const refused = await setNobodyAside(tx, group, observed, options.keepRefused)
  const taken = group.map((_, at) => refused.get(at) ?? { ok: true as const, outcome: 'repeated' as const })
  for (const [index, { at }] of known.entries())
    taken[at] = { ok: true, outcome: outcomes[index] ?? 'repeated' }
  await countOutcomes(tx, countsOf(group, taken), part, now)
  return taken
}

const namesOf = (...titles: string[]) =>
  new Set(
    eventFamilies.flatMap(({ title, events }) =>
      titles.includes(title) ? events.map(({ name }) => name) : [],
    ),
  )
const ofConsent = namesOf('Consent and permissions')
const ofLooking = new Set([...namesOf('Browsing', 'Slots'), callNames.page, callNames.screen])

function touchedBy(
  customerIds: readonly string[],
  fresh: readonly { event: TrackedEvent; customerId: string }[],
): Touched {
  const consenting = new Set<string>()
  const doing = new Set(customerIds)
  for (const { event, customerId } of fresh) if (ofLooking.has(event.name)) doing.delete(customerId)
  for (const { event, customerId } of fresh) {
    if (!ofLooking.has(event.name)) doing.add(customerId)
    if (ofConsent.has(event.name) || event.context.gpc !== undefined) consenting.add(customerId)
  }
  const looking = customerIds.filter((id) => !doing.has(id))
  return { customerIds, consenting: [...consenting], looking }
}

const eventAt = (group: readonly Incoming[], at: number) => {
  const incoming = group[at]
  if (!incoming) throw new RangeError(`the group has no event ${at}`)
  return incoming.event
}

function observationOf({ event }: Incoming) {
  const { identifiers, occurredAt, source, name, messageId } = event
  return { identifiers, occurredAt, source, evidence: `${name} ${messageId}` }
}

function rootsOf({ changes }: Observed): string[] {
  return changes.flatMap(({ rootIds }) => rootIds)
}

/** Events whose every identifier is blocked or no identifier at all: nobody's, until the rules change. */
async function setNobodyAside(
  tx: Db,
  group: readonly Incoming[],
  observed: Observed,
  keep: boolean,
): Promise<Map<number, Taken>> {
  const nobody = group.flatMap((incoming, at) =>
    observed.people[at] ? [] : [{ at, incoming, refusal: blockedBecause(observed, at) }],
  )
  const inputs = nobody.map(({ incoming, refusal }) => asideOf(incoming, refusal))
  const ids = keep ? await setAside(tx, inputs) : []
  return new Map(
    nobody.map(({ at, refusal }, index) => [at, { ok: false, refusal, setAsideId: ids[index] ?? null }]),
  )
}

function blockedBecause({ refused }: Observed, at: number): Refusal {
  const first = refused.find(({ index }) => index === at)
  const field = first ? first.kind : 'userId'
  const why = first?.reason === 'blocked' ? 'stands for nobody in particular' : 'is no identifier of its kind'
  return {
    code: 'blocked_identifier',
    field,
    message: `every identifier was refused: ${first ? `the ${first.kind} “${first.value}” ${why}` : 'none is usable'}`,
  }
}

/** An event with the reason for which it has to wait. */
export function asideOf({ event, raw, sentAt, proof }: Incoming, refusal: Refusal): SetAsideInput {
  const { source, trust, receivedAt } = event
  return { raw, refusal, source, trust, sentAt, proof, receivedAt }
}

function countsOf(group: readonly Incoming[], taken: readonly Taken[]) {
  return group.flatMap(({ event }, at) => {
    const one = taken[at]
    return one ? [{ source: event.source, outcome: one.ok ? one.outcome : one.refusal.code, events: 1 }] : []
  })
}
