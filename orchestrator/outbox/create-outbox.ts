import { randomBytes } from 'node:crypto'
import type { ChannelAdapter } from '#channels/index.ts'
import { type OutboundChannel, outboundChannels } from '#contract/outbound.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { cancelRows } from './cancel.ts'
import { createCarrier, noteIfNew, type Turns } from './carrier.ts'
import type { Worker } from './dispatch.ts'
import { createGrouped } from './grouped.ts'
import { type Loop, rest, startLoop } from './loop.ts'
import type { Outbox, OutboxDeps, OutboxRow, SendOutcome, SendRequest } from './outbox.ts'
import { createPace, type Pace } from './pace.ts'
import { dueChannels, endLeases, forgetEarlyStatuses, nextDue } from './queries-due.ts'
import { freeLosers } from './queries-losers.ts'
import { placeRequests } from './request.ts'
import { changeOf } from './row.ts'
import { takeStatus } from './status.ts'

const LEASE_MS = 60_000
const MOST_REQUESTS = 100
const TICK_MS = 1000
const TIDY_MS = 3_600_000
/** The open chat of the site is our own: no provider sets its pace. */
const OWN_PACE = 1000

interface Asked {
  request: SendRequest
  now: Date | undefined
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { db, clock, log } = deps
  const ticks = deps.ticks ?? (() => performance.now())
  const leaseMs = deps.leaseMs ?? LEASE_MS
  const worker: Worker = { name: `w${randomBytes(6).toString('hex')}`, leaseMs, now: clock }
  const stopping = new AbortController()
  const pace = createPaces(deps, ticks)
  const turns = turnsBy(pace, ticks, stopping.signal)
  const carrier = createCarrier(deps, worker, turns)
  const loops = new Map<OutboundChannel, Loop>()
  let ticking: Promise<void> | null = null

  const tell = (rows: readonly OutboxRow[]) => {
    for (const row of rows) deps.changed?.(changeOf(row))
  }
  const wakeLoops = (channels: Iterable<OutboundChannel>) => {
    for (const channel of channels) loops.get(channel)?.wake()
  }
  const wake = (channels: Iterable<OutboundChannel>) => {
    wakeLoops(channels)
    deps.wakeOthers?.()
  }
  const failed = (error: unknown) => log.error({ error, step: 'outbox' }, 'a round failed')
  /** Something is due, nobody says where. */
  const look = () => {
    if (ticking && !stopping.signal.aborted) dueChannels(db, clock()).then(wakeLoops).catch(failed)
  }
  const requests = createGrouped<Asked, SendOutcome>({
    work: (asked) => placeGroup(deps, asked),
    writers: deps.writers ?? 1,
    mostInGroup: MOST_REQUESTS,
  })
  const tick = async () => {
    const now = clock()
    tell(await endStale(db, now))
    wakeLoops(await dueChannels(db, now))
  }
  const ticksOn = async () => {
    let tidyAt = ticks()
    while (!stopping.signal.aborted) {
      await tick().catch(failed)
      if (ticks() >= tidyAt) {
        tidyAt = ticks() + TIDY_MS
        await forgetEarlyStatuses(db, clock()).catch(failed)
      }
      await rest(TICK_MS, stopping.signal)
    }
  }
  return {
    request: async (given, now) => {
      const outcomes = await requests.submit(given.map((request) => ({ request, now })))
      const queued = outcomes.filter(({ state, duplicate }) => state === 'queued' && !duplicate)
      if (queued.length > 0) wake(new Set(queued.map(({ channel }) => channel)))
      return outcomes
    },
    requestIn: (tx, given, now) => placeRequests(tx, deps, given, now),
    cancelWaiting: async (tx, keys, reason, now) => (await cancelRows(tx, keys, reason, now)).length,
    wake: () => {
      look()
      deps.wakeOthers?.()
    },
    woken: look,
    runDue: (now) => runDue(deps, now, leaseMs),
    nextDue: () => nextDue(db),
    applyStatus: async (update, now) => {
      const rows = await takeStatus(deps, update, now)
      tell(rows)
      for (const row of rows) if (arrived.has(row.state)) await noteIfNew(deps, row, now)
      if (rows.some((row) => row.state === 'failed' || row.state === 'queued')) look()
      return rows.map(changeOf)
    },
    start: () => {
      if (ticking) return
      for (const channel of outboundChannels)
        loops.set(channel, startLoop(channel, { carrier, pace: () => pace(channel), ticks, log }))
      ticking = ticksOn()
    },
    close: async () => {
      await requests.close()
      stopping.abort()
      await ticking
      await Promise.all([...loops.values()].map((loop) => loop.stop()))
      await carrier.close()
    },
  }
}

const arrived: ReadonlySet<OutboxRow['state']> = new Set(['sent', 'delivered', 'read'])

/** One transaction for a group; who gave no time is decided by the clock. */
function placeGroup(deps: OutboxDeps, asked: readonly Asked[]): Promise<SendOutcome[]> {
  const now = asked.reduce<Date | undefined>((latest, each) => later(latest, each.now), undefined)
  const requests = asked.map(({ request }) => request)
  return inTransaction(deps.db, (tx) => placeRequests(tx, deps, requests, now ?? deps.clock()))
}

/** What became of these nobody knows; whoever waits for one is told that it may have gone out. */
async function endStale(db: Db, now: Date): Promise<OutboxRow[]> {
  const rows = await endLeases(db, now)
  await freeLosers(db, rows, now)
  return rows
}

const later = (a: Date | undefined, b: Date | undefined) => (a && (!b || a > b) ? a : b)

/** One pace per adapter: a provider with several channels has one adapter for each, or one for all. */
function createPaces(deps: OutboxDeps, ticks: () => number): (channel: OutboundChannel) => Pace {
  const paces = new Map<ChannelAdapter | null, Pace>()
  return (channel) => {
    const adapter = channel === 'web' ? null : deps.adapterFor(channel)
    const known = paces.get(adapter)
    if (known) return known
    const pace = createPace(adapter?.perSecond ?? OWN_PACE, ticks())
    paces.set(adapter, pace)
    return pace
  }
}

function turnsBy(pace: (channel: OutboundChannel) => Pace, ticks: () => number, signal: AbortSignal): Turns {
  return {
    wait: async (channel) => {
      while (pace(channel).take(1, ticks()) === 0 && !signal.aborted)
        await rest(pace(channel).waitMs(ticks()), signal)
    },
    rest: (channel, ms) => pace(channel).restFor(ms, ticks()),
  }
}

const atOnce: Turns = { wait: async () => {}, rest: () => {} }
const MOST_AT_ONCE = 50

/**
 * Everything that is due at this moment, until nothing is. By a clock that stands still: no pace is kept, and
 * what another process decides about is left to it.
 */
async function runDue(deps: OutboxDeps, now: Date, leaseMs: number): Promise<number> {
  const worker: Worker = { name: `r${randomBytes(6).toString('hex')}`, leaseMs, now: () => now }
  for (const row of await endStale(deps.db, now)) deps.changed?.(changeOf(row))
  const carrier = createCarrier(deps, worker, atOnce)
  let dispatched = 0
  for (;;) {
    let moved = 0
    for (const channel of await dueChannels(deps.db, now)) {
      const claimed = await carrier.claim(channel, MOST_AT_ONCE)
      moved += claimed.moved
      dispatched += claimed.ways.length
      await Promise.all(claimed.ways.map((way) => way()))
    }
    if (moved === 0) break
  }
  await carrier.close()
  return dispatched
}
