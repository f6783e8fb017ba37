import type { ExitReason } from '#contract/journeys.ts'
import { lockFreeCustomers } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { SendOutcome } from '../outbox/outbox.ts'
import type { Definitions } from './definitions.ts'
import { type JourneyEntry, nextWake, planOf, type StepPlan } from './entry.ts'
import type { JourneysDeps } from './journeys.ts'
import { type Judged, judgeExits } from './judge-exits.ts'
import { endEntries, type Leaving, leavingAmong } from './leave.ts'
import { dueCustomers, moveEntries, openEntriesOf, putOff, switchedOn } from './queries-entries.ts'
import { reachOf } from './reach.ts'
import { requestOf, type StepRequest, stepRequests } from './step-requests.ts'

/** People woken in one transaction. */
const AT_ONCE = 100

export interface Woken {
  woken: number
  requested: number
  ended: number
  /** People who could not be moved on. */
  failed: number
}

/**
 * Wakes everybody whose time has come, some people at a time, until nobody is left. Whoever another process is
 * deciding about is left to it, and to the next round.
 */
export async function wakeDue(deps: JourneysDeps, definitions: Definitions, now: Date): Promise<Woken> {
  let all = nobody
  for (;;) {
    const customerIds = await dueCustomers(deps.db, now, AT_ONCE)
    if (customerIds.length === 0) break
    const some = await wakeOrPart(deps, definitions, customerIds, now)
    if (some.requested > 0) deps.outbox.wake()
    all = add(all, some)
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
    if (some.woken === 0) break
  }
  return all
}

const nobody: Woken = { woken: 0, requested: 0, ended: 0, failed: 0 }

const add = (a: Woken, b: Woken): Woken => ({
  woken: a.woken + b.woken,
  requested: a.requested + b.requested,
  ended: a.ended + b.ended,
  failed: a.failed + b.failed,
})

const AGAIN_MS = 3_600_000

/** All in one transaction; where that fails in halves, down to the one who fails alone and is tried an hour later. */
async function wakeOrPart(
  deps: JourneysDeps,
  definitions: Definitions,
  customerIds: readonly string[],
  now: Date,
): Promise<Woken> {
  try {
    return await inTransaction(deps.db, (tx) => wakeSome(tx, deps, definitions, customerIds, now))
  } catch (error) {
    if (customerIds.length > 1) {
      const middle = Math.ceil(customerIds.length / 2)
      const first = await wakeOrPart(deps, definitions, customerIds.slice(0, middle), now)
      return add(first, await wakeOrPart(deps, definitions, customerIds.slice(middle), now))
    }
    deps.log.error({ error, step: 'journeys' }, 'somebody in a journey could not be moved on')
    await putOff(deps.db, customerIds, now, new Date(now.getTime() + AGAIN_MS))
    return { ...nobody, woken: 1, failed: 1 }
  }
}

/**
 * The steps of a wake-up, in one transaction: who is due and free, who has to leave, what the others are told
 * next, and where they stand after it. A crash leaves all of it undone.
 */
async function wakeSome(
  tx: Db,
  deps: JourneysDeps,
  definitions: Definitions,
  customerIds: readonly string[],
  now: Date,
): Promise<Woken> {
  // 1. the people, and all their open ways
  const free = [...(await lockFreeCustomers(tx, customerIds)).keys()]
  const owned = await openEntriesOf(tx, free)
  if (owned.length === 0) return nobody
  const on = await switchedOn(tx)
  // 2. who leaves
  const judged = await judgeExits(tx, deps, definitions, owned, now)
  const entries = owned.map(({ entry }) => entry)
  const leaving = leavingAmong(entries, judged.exits)
  const due = entries.filter((entry) => isDue(entry, now) && on.has(entry.journey))
  const stays = due.filter(({ entryId }) => !judged.exits.has(entryId))
  // 3. what is said next, and who has heard it all
  const plans = stays.flatMap((entry) => planOf(entry, judged.definitionOf(entry)) ?? [])
  const over = stays.filter((entry) => planOf(entry, judged.definitionOf(entry)) === null)
  leaving.push(...over.map((entry): Leaving => ({ entry, reason: 'completed' })))
  const requests = await stepRequests(tx, deps, plans, now)
  const outcomes = await deps.outbox.requestIn(tx, requests.map(requestOf), now)
  // 4. where they stand now
  const ended = await moveOn(tx, judged, requests, outcomes, now)
  await skipSteps(tx, plans, requests, now)
  await endEntries(tx, deps, leaving, now)
  return { ...nobody, woken: due.length, requested: requests.length, ended: leaving.length + ended }
}

const isDue = ({ wakeAt }: JourneyEntry, now: Date) => wakeAt !== null && wakeAt <= now

async function moveOn(
  tx: Db,
  judged: Judged,
  requests: readonly StepRequest[],
  outcomes: readonly SendOutcome[],
  now: Date,
): Promise<number> {
  const moves = requests.map(({ plan, dueAt }, at) => {
    const outcome = outcomes[at]
    const reason = outcome ? lastWord(outcome, plan, judged, now) : null
    const { entry, definition } = plan
    const wakeAt = reason ? null : nextWake(entry, definition, dueAt)
    return { ...entry, step: entry.step + 1, wakeAt, reason }
  })
  await moveEntries(tx, moves, now)
  return moves.filter(({ wakeAt }) => wakeAt === null).length
}

/** Why nothing more will ever reach them in this journey; null: the next step comes all the same. */
function lastWord(outcome: SendOutcome, plan: StepPlan, { personOf }: Judged, now: Date): ExitReason | null {
  if (outcome.state !== 'refused') return null
  const { reason } = outcome
  if (reason === 'held_out' || reason === 'crossover') return 'held_out'
  if (reason === 'erased') return 'erased'
  const reach = reachOf(personOf(plan.entry.customerId), plan.definition, now)
  return reach.open ? null : 'never_reachable'
}

/** A step whose message is not there any more is left out: those after it come all the same. */
async function skipSteps(
  tx: Db,
  plans: readonly StepPlan[],
  requests: readonly StepRequest[],
  now: Date,
): Promise<void> {
  const asked = new Set(requests.map(({ plan }) => plan.entry.entryId))
  const skipped = plans.filter(({ entry }) => !asked.has(entry.entryId))
  await moveEntries(
    tx,
    skipped.map(({ entry, definition }) => ({
      ...entry,
      step: entry.step + 1,
      wakeAt: nextWake(entry, definition, now),
      reason: null,
    })),
    now,
  )
}
