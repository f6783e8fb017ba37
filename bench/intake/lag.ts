import { setTimeout as wait } from 'node:timers/promises'
import type { Child } from '../../tests/support/processes.ts'
import type { Client } from './client.ts'

/** Milliseconds from an event's sending until the profile and the segment show it, while the load runs. */
export interface Lag {
  profile: number
  segment: number
}

const EVERY_MS = 500
const LOOK_MS = 20
const PATIENCE_MS = 15_000

/** Sends a probe twice a second until stopped, and watches each appear. */
export function watchLag(child: Child, client: Client, run: string): { stop: () => Promise<Lag> } {
  let stopped = false
  const lags: Lag = { profile: 0, segment: 0 }
  const probes: Promise<void>[] = []
  const faults: unknown[] = []
  const round = async () => {
    for (let count = 0; !stopped; count++) {
      probes.push(
        probe(child, client, `${run}-probe-${count}`, lags).catch((fault) => void faults.push(fault)),
      )
      await wait(EVERY_MS)
    }
  }
  const running = round()
  return {
    stop: async () => {
      stopped = true
      await running
      await Promise.all(probes)
      if (faults.length > 0) throw faults[0]
      return { profile: Math.round(lags.profile), segment: Math.round(lags.segment) }
    },
  }
}

async function probe(child: Child, client: Client, userId: string, lags: Lag): Promise<void> {
  const sent = performance.now()
  await client.post('/v1/identify', JSON.stringify({ userId, messageId: userId, traits: { probe: 'yes' } }))
  let shown = { profile: false, segment: false }
  while (!(shown.profile && shown.segment)) {
    const elapsed = performance.now() - sent
    if (elapsed > PATIENCE_MS) {
      // it is at least this long: the server has fallen behind
      if (!shown.profile) lags.profile = Math.max(lags.profile, elapsed)
      if (!shown.segment) lags.segment = Math.max(lags.segment, elapsed)
      return
    }
    const before = child.lines.length
    child.process.stdin.write(`${userId}\n`)
    const said = await nextLine(child, `seen ${userId} `, before)
    const [profile, segment] = said.split(' ').slice(2)
    const now = performance.now() - sent
    if (profile === 'true' && !shown.profile) lags.profile = Math.max(lags.profile, now)
    if (segment === 'true' && !shown.segment) lags.segment = Math.max(lags.segment, now)
    shown = { profile: profile === 'true', segment: segment === 'true' }
    await wait(LOOK_MS)
  }
}

async function nextLine(child: Child, start: string, from: number): Promise<string> {
  for (;;) {
    const found = child.lines.slice(from).find((line) => line.startsWith(start))
    if (found !== undefined) return found
    await wait(2)
  }
}
