import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { percentiles } from '../../bench/percentiles.ts'
import { oneByOne, scheduledLoad } from '../../bench/scheduled-load.ts'

describe('percentiles', () => {
  test('are by nearest rank', () => {
    expect(percentiles([5])).toEqual({ p50: 5, p99: 5 })
    expect(percentiles(Array.from({ length: 100 }, (_, index) => 100 - index))).toEqual({ p50: 50, p99: 99 })
    expect(percentiles([])).toEqual({ p50: Number.NaN, p99: Number.NaN })
  })

  test('do not depend on the order, and at least their share lies at or below them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (values) => {
        const found = percentiles(values)
        expect(percentiles([...values].reverse())).toEqual(found)
        expect(values.filter((value) => value <= found.p50).length).toBeGreaterThanOrEqual(values.length / 2)
        expect(values).toContain(found.p99)
      }),
    )
  })
})

describe('load', () => {
  test('on a schedule starts everything once and reports what failed', async () => {
    const started: number[] = []
    const result = await scheduledLoad({ perSecond: 2000, count: 40 }, async (index) => {
      started.push(index)
      if (index % 10 === 0) throw new Error(`no ${index}`)
    })
    expect(started.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index))
    expect(result.latencies).toHaveLength(36)
    expect(result.failures).toHaveLength(4)
  })

  test('counts from the scheduled time: what waits behind a stall pays for it', async () => {
    const result = await scheduledLoad({ perSecond: 1000, count: 20 }, async (index) => {
      if (index === 0) block(60)
    })
    const late = result.latencies.filter((latency) => latency >= 30)
    expect(late.length).toBeGreaterThan(10) // most were due while the first one held the thread
  })

  test('one by one leaves the warm-up out', async () => {
    const seen: number[] = []
    const durations = await oneByOne({ count: 3, warmUp: 2 }, async (index) => void seen.push(index))
    expect(seen).toEqual([-2, -1, 0, 1, 2])
    expect(durations).toHaveLength(3)
  })
})

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}
