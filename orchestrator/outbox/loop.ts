import type { OutboundChannel } from '#contract/outbound.ts'
import type { Carrier } from './carrier.ts'
import type { OutboxLog } from './outbox.ts'
import type { Pace } from './pace.ts'

/** Works off one channel for as long as something is due. */
export interface Loop {
  wake: () => void
  /** Claims nothing more, and waits for what is with the provider. */
  stop: () => Promise<void>
}

/** Rows of one transaction: enough to share its cost, few enough to hold their people's locks only briefly. */
const MOST_IN_CLAIM = 50
/** With providers at the same time, per channel. */
const MOST_IN_FLIGHT = 100
/** Until somebody who decides about these people has finished. */
const LOCKED_REST_MS = 15
const FAULT_REST_MS = 1000

export function startLoop(
  channel: OutboundChannel,
  deps: { carrier: Carrier; pace: () => Pace; ticks: () => number; log: OutboxLog },
): Loop {
  const { carrier, pace, ticks, log } = deps
  const inFlight = new Set<Promise<void>>()
  const stopping = new AbortController()
  let awake = false
  let running: Promise<void> | null = null

  const run = async () => {
    while (awake && !stopping.signal.aborted) {
      awake = false
      await workOff().catch(async (error: unknown) => {
        log.error({ error, channel, step: 'outbox' }, 'a dispatch failed')
        awake = true
        await rest(FAULT_REST_MS, stopping.signal)
      })
    }
    running = null
    if (awake && !stopping.signal.aborted) running = run()
  }
  const workOff = async () => {
    while (!stopping.signal.aborted) {
      if (inFlight.size >= MOST_IN_FLIGHT) {
        await Promise.race(inFlight)
        continue
      }
      const tokens = pace().take(Math.min(MOST_IN_CLAIM, MOST_IN_FLIGHT - inFlight.size), ticks())
      if (tokens === 0) {
        await rest(pace().waitMs(ticks()), stopping.signal)
        continue
      }
      const claimed = await claim(tokens)
      if (claimed.seen === 0) return
      if (claimed.moved === 0) await rest(LOCKED_REST_MS, stopping.signal)
    }
  }
  const claim = async (tokens: number) => {
    let used = 0
    try {
      const claimed = await carrier.claim(channel, tokens)
      used = claimed.ways.length
      for (const way of claimed.ways) {
        const going = way().finally(() => inFlight.delete(going))
        inFlight.add(going)
      }
      return claimed
    } finally {
      pace().giveBack(tokens - used)
    }
  }
  return {
    wake: () => {
      awake = true
      running ??= run()
    },
    stop: async () => {
      stopping.abort()
      await running
      await Promise.all(inFlight)
    },
  }
}

/** At least a turn of the event loop; shorter where it is stopped. */
export function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.max(1, ms))
    signal.addEventListener('abort', end)
  })
}
