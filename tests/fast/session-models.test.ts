import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Choice, fitChoices } from '../../domain/recommendation/models/conditional-logit.ts'
import { packSequences, type Sequences } from '../../domain/recommendation/models/interactions.ts'
import {
  indexSessions,
  type SessionParams,
  sessionDefaults,
} from '../../domain/recommendation/models/sessions.ts'
import { gatherCandidates } from '../../domain/recommendation/models/sessions-candidates.ts'
import { usualWeights } from '../../domain/recommendation/models/sessions-features.ts'
import { kthLargest } from '../../domain/recommendation/models/sessions-kth-largest.ts'
import { nextInSession } from '../../domain/recommendation/models/sessions-next.ts'
import { scratchOf } from '../../domain/recommendation/models/sessions-scratch.ts'
import { trainSessions } from '../../domain/recommendation/models/sessions-train.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Sessions an hour apart, the first the oldest; clicks a minute apart. */
function sessionsOf(...sessions: string[][]): Sequences {
  return packSequences(
    sessions.flatMap((items, s) =>
      items.map((item, n) => ({ user: `session ${s}`, item, at: s * HOUR + n * 60_000 })),
    ),
  )
}
const numbers = (sessions: Sequences, ...ids: string[]) => ids.map((id) => sessions.items.at.get(id) ?? -1)
const indexed = (sessions: Sequences, params: Partial<SessionParams> = {}) =>
  indexSessions(sessions, { ...sessionDefaults, ...params }, usualWeights)

test('what neighbours had around the match, and what followed, is counted as the formula says', async () => {
  const sessions = sessionsOf(['bag', 'hat', 'belt'], ['bag', 'hat'], ['cap', 'bag', 'belt'])
  const model = await indexed(sessions, { age: 1e9 })
  const [bag = 0, hat = 0, belt = 0, cap = 0] = numbers(sessions, 'bag', 'hat', 'belt', 'cap')
  const scratch = scratchOf(model)
  gatherCandidates(model, scratch, [bag], 1, 4)
  // three neighbours, equally alike; one step counts 1, two steps exp(-1/2)
  const two = Math.exp(-1 / sessionDefaults.near)
  expect(scratch.near[hat]).toBeCloseTo(2 / 3, 6)
  expect(scratch.near[belt]).toBeCloseTo((two + 1) / 3, 6)
  expect(scratch.near[cap]).toBeCloseTo(1 / 3, 6)
  // after a bag: hat twice at once, belt once at once and once two steps on
  const far = 2 ** -1.5
  expect(scratch.rule[hat]).toBeCloseTo(2 / (3 + far), 6)
  expect(scratch.rule[belt]).toBeCloseTo((1 + far) / (3 + far), 6)
  expect(scratch.rule[cap]).toBe(0)
})

test('an older session counts less, and only the newest of an item are listened to', async () => {
  const sessions = sessionsOf(['bag', 'hat'], ...Array.from({ length: 30 }, () => ['sock', 'shoe']), [
    'bag',
    'belt',
  ])
  const [bag = 0, hat = 0, belt = 0] = numbers(sessions, 'bag', 'hat', 'belt')
  const fading = await indexed(sessions, { age: 1 })
  gatherCandidates(fading, scratchOf(fading), [bag], 1, 5)
  const { near } = scratchOf(fading)
  expect((near[hat] ?? 0) / (near[belt] ?? 1)).toBeCloseTo(Math.exp(-31 / 24), 4)
  const narrow = await indexed(sessions, { recent: 1 })
  gatherCandidates(narrow, scratchOf(narrow), [bag], 1, 5)
  expect(scratchOf(narrow).near[hat]).toBe(0)
  expect(scratchOf(narrow).near[belt]).toBe(1)
})

const session = fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 8 })
const shop = fc.array(session, { minLength: 1, maxLength: 25 })

test('the fast way finds what the plain way finds', async () => {
  await fc.assert(
    fc.asyncProperty(shop, session, fc.integer({ min: 1, max: 4 }), async (past, clicks, last) => {
      const sessions = sessionsOf(...past.map((items) => items.map(String)))
      const model = await indexed(sessions, { last, recent: 1000, neighbours: 1000 })
      const known = numbers(sessions, ...clicks.map(String))
      const scratch = scratchOf(model)
      gatherCandidates(model, scratch, known, known.length, 12)
      const plain = plainNear(past, clicks, { ...sessionDefaults, last })
      for (const [item, share] of plain)
        expect(scratch.near[numbers(sessions, String(item))[0] ?? -1]).toBeCloseTo(share, 5)
    }),
    { numRuns: 200 },
  )
})

/** The definition, with objects and without any index. */
function plainNear(past: number[][], clicks: number[], params: SessionParams): Map<number, number> {
  const known = new Set(past.flat())
  const own = [...new Set(clicks.filter((item) => known.has(item)).reverse())]
  const newest = Math.max(...past.map((items, s) => s * HOUR + (items.length - 1) * 60_000))
  const near = new Map<number, number>()
  let total = 0
  for (const [s, items] of past.entries()) {
    const shared = own.slice(0, params.last).filter((item) => items.includes(item))
    const [latest] = shared
    if (latest === undefined) continue
    const age = (newest - (s * HOUR + (items.length - 1) * 60_000)) / DAY
    const alike = shared
      .map((item) => Math.exp(-own.indexOf(item) / params.fade) * Math.exp(-age / params.age))
      .reduce((sum, one) => sum + one, 0)
    total += alike
    const match = items.lastIndexOf(latest)
    for (const [place, item] of items.entries())
      if (place !== match) {
        const worth = alike * Math.exp(-(Math.abs(place - match) - 1) / params.near)
        near.set(item, (near.get(item) ?? 0) + worth)
      }
  }
  return new Map([...near].map(([item, sum]) => [item, sum / total]))
}

test('the answer is as long as asked, without repetition, best first, whatever was clicked', async () => {
  await fc.assert(
    fc.asyncProperty(
      shop,
      fc.array(fc.integer({ min: -2, max: 40 }), { maxLength: 60 }),
      async (past, clicks) => {
        const sessions = sessionsOf(...past.map((items) => items.map(String)))
        const model = await indexed(sessions)
        const items = sessions.items.ids.length
        const next = nextInSession(model, clicks, 20)
        expect(next).toHaveLength(Math.min(20, items))
        expect(new Set(next.map(({ item }) => item)).size).toBe(next.length)
        const scores = next.map(({ score }) => score)
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
        expect(nextInSession(model, clicks, 20)).toEqual(next) // nothing is left over from the turn before
      },
    ),
    { numRuns: 100 },
  )
})

test('a session of nothing known is answered with what is popular of late', async () => {
  const sessions = sessionsOf(['hat'], ['hat'], ['hat', 'bag'], ['belt'])
  const model = await indexed(sessions)
  const names = nextInSession(model, [-1], 2).map(({ item }) => sessions.items.ids[item])
  expect(names[0]).toBe('hat')
  const lonely = nextInSession(model, numbers(sessions, 'belt'), 3).map(
    ({ item }) => sessions.items.ids[item],
  )
  expect(lonely[0]).toBe('hat') // nobody went on from a belt
})

test('whether people click what they have just seen again is learned from them', async () => {
  const shops = {
    again: (n: number) => [`a${n % 5}`, `a${n % 5}`, `a${n % 5}`],
    never: (n: number) => [`a${n % 5}`, `a${(n + 1) % 5}`, `a${(n + 2) % 5}`],
  }
  const firstAfter = async (clicks: (n: number) => string[]) => {
    const sessions = sessionsOf(...Array.from({ length: 1500 }, (_, n) => clicks(n)))
    const model = await trainSessions(sessions)
    const [best] = nextInSession(model, numbers(sessions, 'a0'), 1)
    return sessions.items.ids[best?.item ?? -1]
  }
  expect(await firstAfter(shops.again)).toBe('a0')
  expect(await firstAfter(shops.never)).toBe('a1')
})

test('the k-th largest is what sorting says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 60 }),
      fc.nat(),
      (values, n) => {
        const k = 1 + (n % values.length)
        const sorted = [...values].sort((a, b) => b - a)
        expect(kthLargest(Float64Array.from(values), values.length, k)).toBe(sorted[k - 1])
      },
    ),
  )
})

test('the weights of a choice are at the maximum of the penalised likelihood', async () => {
  // between yes (1) and no (0), yes is taken 60 times of 80
  const choices: Choice[] = Array.from({ length: 80 }, (_, n) => ({
    rows: Float64Array.from([1, 0]),
    size: 2,
    chosen: [n < 60 ? 0 : 1],
  }))
  const usual = Float64Array.from([0.2])
  const [weight = 0] = await fitChoices(choices, usual, async () => {})
  const slope = 60 - 80 / (1 + Math.exp(-weight)) - (weight - 0.2)
  expect(slope).toBeCloseTo(0, 1)
  // of three rows two were taken, together one choice: each as if alone
  const both: Choice[] = Array.from({ length: 50 }, () => ({
    rows: Float64Array.from([1, 1, 0]),
    size: 3,
    chosen: [0, 1],
  }))
  const [shared = 0] = await fitChoices(both, Float64Array.from([0]), async () => {})
  const chance = (2 * Math.exp(shared)) / (2 * Math.exp(shared) + 1)
  expect(50 * (1 - chance) - shared).toBeCloseTo(0, 1)
})
