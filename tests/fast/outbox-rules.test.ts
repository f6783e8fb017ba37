import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoffMs } from '../../orchestrator/outbox/backoff.ts'
import { createPace } from '../../orchestrator/outbox/pace.ts'
import { further, type PartStatus, progressOf } from '../../orchestrator/outbox/progress.ts'

describe('waiting before the next attempt', () => {
  test('doubles from a second to a quarter of an hour, and is spread over all of it', () => {
    const longest = [1, 2, 3, 4, 5, 10, 11, 40].map((attempts) => backoffMs(attempts, 1))
    expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 512_000, 900_000, 900_000])
    expect(backoffMs(5, 0)).toBe(0)
    expect(backoffMs(5, 0.25)).toBe(4000)
  })

  test('is never shorter than what the provider asks for', () => {
    expect(backoffMs(1, 0.5, 30_000)).toBe(30_000)
    expect(backoffMs(10, 0.5, 30_000)).toBe(256_000)
  })
})

describe('the pace of a provider', () => {
  test('no second holds more than a second’s worth beside the first full bucket', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 })), {
          maxLength: 60,
        }),
        (perSecond, asks) => {
          const pace = createPace(perSecond, 0)
          let at = 0
          const taken: { at: number; count: number }[] = []
          for (const [wait, most] of asks) {
            at += wait
            taken.push({ at, count: pace.take(most, at) })
          }
          for (const { at: from } of taken) {
            const within = taken.filter((each) => each.at >= from && each.at < from + 1000)
            const sum = within.reduce((all, { count }) => all + count, 0)
            expect(sum).toBeLessThanOrEqual(2 * perSecond)
          }
          const all = taken.reduce((sum, { count }) => sum + count, 0)
          expect(all).toBeLessThanOrEqual(perSecond + (perSecond * at) / 1000 + 1e-6)
        },
      ),
    )
  })

  test('says how long to wait, rests when it is told to, and takes back what was not used', () => {
    const pace = createPace(2, 0)
    expect(pace.take(5, 0)).toBe(2)
    expect(pace.take(1, 0)).toBe(0)
    expect(pace.waitMs(0)).toBe(500)
    expect(pace.take(1, 500)).toBe(1)
    pace.giveBack(1)
    expect(pace.waitMs(500)).toBe(0)
    pace.restFor(3000, 500)
    expect(pace.take(1, 1000)).toBe(0)
    expect(pace.waitMs(1000)).toBe(2500)
    expect(pace.take(1, 3500)).toBe(1)
    // one device's answer does not silence everybody for a day
    pace.restFor(86_400_000, 3500)
    expect(pace.waitMs(3500)).toBe(30_000)
  })
})

describe('what a provider says of a message', () => {
  const status = fc.constantFrom<PartStatus>('sent', 'failed', 'delivered', 'read')

  test('ends the same in any order and number', () => {
    fc.assert(
      fc.property(fc.array(status, { minLength: 1, maxLength: 6 }), fc.func(fc.integer()), (said, by) => {
        const once = said.reduce<PartStatus | null>(further, null)
        const shuffled = [...said, ...said].sort((a, b) => by(a) - by(b))
        expect(shuffled.reduce<PartStatus | null>(further, null)).toBe(once)
      }),
    )
  })

  test('is failed where a part has failed, else as far as its least part', () => {
    expect(progressOf(['read', 'delivered'], 2)).toBe('delivered')
    expect(progressOf(['read', 'read'], 2)).toBe('read')
    expect(progressOf(['read', null], 2)).toBe('sent')
    expect(progressOf(['read', 'failed'], 3)).toBe('failed')
    expect(progressOf(['read'], 2)).toBeNull()
  })
})
