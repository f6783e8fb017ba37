import { Problem } from '#contract/problem.ts'
import { liveContent } from '#domain/content/index.ts'
import { lockCustomers } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { audienceCount } from './audience.ts'
import type { Journey, JourneysDeps, SwitchOn } from './journeys.ts'
import { endEntries } from './leave.ts'
import { findJourney, holdJourney, setStatus } from './queries.ts'
import { lookAnew, restartCursors, setCursors } from './queries-cursors.ts'
import { customersInside, openEntriesOf } from './queries-entries.ts'
import { isSaidBy } from './step-requests.ts'

const AT_ONCE = 100

async function found(db: Db, name: string): Promise<Journey> {
  const journey = await findJourney(db, name)
  if (!journey) throw new Problem('not-found', 'There is no such journey.')
  return journey
}

/**
 * From now on people enter. One that was off begins anew: what happened before lets nobody in. One that was
 * paused goes on, and also sees what happened meanwhile.
 */
export async function switchOn(
  deps: JourneysDeps,
  name: string,
  staffId: string | null,
  now: Date,
  { confirmEverybody = false }: SwitchOn = {},
): Promise<Journey> {
  const journey = await found(deps.db, name)
  if (journey.status === 'on') return journey
  await mustHaveItsMessages(deps.db, journey)
  const { warning } = await audienceCount(deps, journey.definition, now)
  if (warning === 'nobody') throw new Problem('conflict', 'Nobody is in the audience of this journey.')
  if (warning === 'everybody' && !confirmEverybody)
    throw new Problem(
      'conflict',
      'Every customer is in the audience of this journey. Confirm that you mean everybody.',
    )
  return inTransaction(deps.db, async (tx) => {
    const held = await holdJourney(tx, name)
    if (!held) throw new Problem('not-found', 'There is no such journey.')
    if (held.version !== journey.version) throw new Problem('conflict', 'The journey was changed meanwhile.')
    const triggers = held.definition.triggers.length
    if (held.status === 'off') await restartCursors(tx, name, triggers, now)
    if (held.status === 'paused') {
      await setCursors(tx, name, triggers, now)
      await lookAnew(tx, name, now)
    }
    if (held.status !== 'on') await setStatus(tx, name, 'on', staffId, now)
    return found(tx, name)
  })
}

async function mustHaveItsMessages(db: Db, { definition }: Journey): Promise<void> {
  const named = definition.steps.flatMap(({ contentTemplate, contentOfTrigger }, at) =>
    (contentOfTrigger ?? [contentTemplate]).map((slug) => ({ slug, at })),
  )
  const live = await liveContent(
    db,
    named.map(({ slug }) => slug),
  )
  const errors = named.flatMap(({ slug, at }) => {
    const path = `steps.${at}.contentTemplate`
    const found = live.get(slug)
    if (!found) return [{ path, message: `“${slug}” is not approved yet` }]
    if (isSaidBy(definition.kind, found)) return []
    return [{ path, message: `“${slug}” is written for marketing, not for service` }]
  })
  if (errors.length > 0)
    throw new Problem('conflict', `The message ${errors[0]?.message ?? 'is missing'}.`, { errors })
}

/** Nobody enters and nothing leaves: what waits in the outbox is held as well. */
export function pause(deps: JourneysDeps, name: string, staffId: string | null, now: Date): Promise<Journey> {
  return inTransaction(deps.db, async (tx) => {
    const held = await holdJourney(tx, name)
    if (!held) throw new Problem('not-found', 'There is no such journey.')
    if (held.status === 'off') throw new Problem('conflict', 'This journey is off.')
    if (held.status === 'on') await setStatus(tx, name, 'paused', staffId, now)
    return found(tx, name)
  })
}

/** Everybody leaves: first nobody enters any more, then people are seen off some at a time. */
export async function switchOff(
  deps: JourneysDeps,
  name: string,
  staffId: string | null,
  now: Date,
): Promise<Journey> {
  await inTransaction(deps.db, async (tx) => {
    const held = await holdJourney(tx, name)
    if (!held) throw new Problem('not-found', 'There is no such journey.')
    if (held.status !== 'off') await setStatus(tx, name, 'off', staffId, now)
  })
  let after = ''
  for (;;) {
    const customerIds = await customersInside(deps.db, name, after, AT_ONCE)
    after = customerIds.at(-1) ?? after
    if (customerIds.length === 0) break
    await inTransaction(deps.db, (tx) => seeOff(tx, deps, name, customerIds, now))
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  return found(deps.db, name)
}

async function seeOff(
  tx: Db,
  deps: JourneysDeps,
  name: string,
  customerIds: readonly string[],
  now: Date,
): Promise<void> {
  await lockCustomers(tx, customerIds)
  const owned = await openEntriesOf(tx, customerIds)
  const leaving = owned.flatMap(({ entry }) =>
    entry.journey === name ? [{ entry, reason: 'switched_off' as const }] : [],
  )
  await endEntries(tx, deps, leaving, now)
}
