import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, type Rule, ruleInput } from '#contract/segments.ts'
import { axisNumber, roundUp } from '#staff-console/charts/scale.ts'
import { unitOf } from '#staff-console/segments/amount.ts'
import { draftOf, newKey, problemsOf, ruleOf } from '#staff-console/segments/rule-draft.ts'
import { filledDays, rhythmOf } from '#staff-console/sources/rhythm.ts'

const condition = fc.constantFrom<Condition>(
  { type: 'orders', measure: 'count', op: 'at_least', value: 2 },
  { type: 'event', name: 'Product Viewed', withinDays: 30 },
  { type: 'tier', tiers: ['gold'] },
)
const group = (parts: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> => {
  const some = fc.array(parts, { minLength: 1, maxLength: 4 })
  return fc.oneof(
    some.map((all) => ({ all })),
    some.map((any) => ({ any })),
    some.map((any) => ({ not: { any } })),
  )
}

describe('a rule in the form', () => {
  test('comes out as it went in, up to one level of groups', () => {
    fc.assert(
      fc.property(group(fc.oneof(condition, group(condition))), (rule) => {
        const draft = draftOf(rule)
        expect(draft && ruleOf(draft)).toEqual(rule)
        expect(draft && problemsOf(draft).size).toBe(0)
        expect(ruleInput.safeParse(draft && ruleOf(draft)).success).toBe(true)
      }),
    )
  })

  test('that goes deeper is left to words', () => {
    const leaf: Condition = { type: 'tier', tiers: ['gold'] }
    expect(draftOf({ all: [{ any: [{ all: [leaf] }] }] })).toBeNull()
    expect(draftOf(leaf)).not.toBeNull()
    expect(draftOf({ not: leaf })).toMatchObject({ mode: 'none', parts: [{ condition: leaf }] })
  })

  test('names what is not filled in, wherever it is', () => {
    const wrong: Condition[] = [
      { type: 'points', op: 'at_least', value: Number.NaN },
      { type: 'trait', name: 'size', is: { op: 'is', value: ' ' } },
      { type: 'trait', name: 'size', is: { op: 'in', values: [] } },
      { type: 'event', name: 'x', where: [{ property: 'a', is: { op: 'exactly', value: Number.NaN } }] },
    ]
    for (const one of wrong) {
      const draft = { key: newKey(), mode: 'all' as const, parts: [{ key: newKey(), condition: one }] }
      expect([...problemsOf(draft).keys()]).toEqual([draft.parts[0]?.key])
    }
    const empty = { key: newKey(), mode: 'any' as const, parts: [] }
    expect(problemsOf(empty).get(empty.key)).toBe('empty')
  })

  test('amounts are in the units of their currency', () => {
    expect(unitOf('revenue', 'USD')).toBe(100)
    expect(unitOf('average', 'JPY')).toBe(1)
    expect(unitOf('revenue', 'nonsense')).toBe(100)
    expect(unitOf('count', 'USD')).toBe(1)
  })
})

describe('the rhythm of a source', () => {
  const now = new Date('2026-05-20T12:00:00Z')
  const day = (ago: number, stored: number) => ({
    day: new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10),
    stored,
    duplicates: 0,
    refused: 0,
  })
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
  const daily = Array.from({ length: 10 }, (_, at) => day(at + 1, 96))

  test('one that sends all day is late after hours, not after a quiet night', () => {
    expect(rhythmOf({ lastAt: ago(5), days: daily }, now)).toMatchObject({ state: 'on_time', aDay: 96 })
    expect(rhythmOf({ lastAt: ago(7), days: daily }, now).state).toBe('late')
  })

  test('one that sends a few times a week has days', () => {
    const weekly = [day(3, 1), day(6, 1), day(9, 1), day(12, 1)]
    expect(rhythmOf({ lastAt: ago(72), days: weekly }, now).state).toBe('on_time')
    expect(rhythmOf({ lastAt: ago(24 * 20), days: weekly }, now).state).toBe('late')
  })

  test('a bunch on one day of the week is no silence on the others', () => {
    const bunches = [day(2, 5000), day(7, 5000), day(12, 5000)]
    expect(rhythmOf({ lastAt: ago(50), days: bunches }, now).state).toBe('on_time')
  })

  test('one of two days is new, and today does not count yet', () => {
    expect(rhythmOf({ lastAt: ago(1), days: [day(0, 9), day(1, 9), day(2, 9)] }, now).state).toBe('new')
  })

  test('days without events are there, each once, oldest first', () => {
    const filled = filledDays([day(0, 1), day(29, 2)], now)
    expect(filled).toHaveLength(30)
    expect([filled[0]?.stored, filled.at(-1)?.stored]).toEqual([2, 1])
    expect(filled.map((one) => one.day)).toEqual(filled.map((one) => one.day).sort())
  })
})

test('an axis ends with a round number at or above the highest value', () => {
  expect([0, 1, 3, 7, 33, 205, 2000].map(roundUp)).toEqual([1, 1, 3, 8, 40, 300, 2000])
  expect([0.05, 5, 1234.5].map(axisNumber)).toEqual(['0.05', '5', '1,235'])
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (value) => {
      expect(roundUp(value)).toBeGreaterThanOrEqual(value * 0.999999)
      expect(roundUp(value)).toBeLessThan(value * 10)
    }),
  )
})
