import { describe, expect, test } from 'vitest'
import { chooseModel } from '#domain/recommendation/evaluate/choose-model.ts'
import { evaluateNextItem } from '#domain/recommendation/evaluate/next-item.ts'
import { Blend, learnWeights } from '#domain/recommendation/evaluate/next-item-blend.ts'
import { splitSequences } from '#domain/recommendation/evaluate/next-item-data.ts'
import { judgeNextItem } from '#domain/recommendation/evaluate/next-item-judge.ts'
import { evaluateRatings } from '#domain/recommendation/evaluate/ratings.ts'
import {
  holdOut,
  judgedBy,
  narrowed,
  packRatings,
  weighted,
} from '#domain/recommendation/evaluate/ratings-data.ts'
import { firstOf, judgeRatings } from '#domain/recommendation/evaluate/ratings-judge.ts'
import { seeded } from '#domain/recommendation/evaluate/seeded.ts'
import { trainAls } from '#domain/recommendation/models/als.ts'
import { alsNeighbours, easeNeighbours } from '#domain/recommendation/models/factor-neighbours.ts'
import { packSequences } from '#domain/recommendation/models/interactions.ts'
import { itemItemDefaults, neighboursOf, nextItems } from '#domain/recommendation/models/item-item.ts'
import { matrixOf } from '#domain/recommendation/models/ratings-matrix.ts'

const pace = async () => {}
const shop = (...users: string[]) =>
  packSequences(users.flatMap((row, u) => row.split(' ').map((item, at) => ({ user: `u${u}`, item, at }))))
const rated = (...rows: string[]) =>
  rows.map((row) => {
    const [user = '', item = '', rating = '3'] = row.split(' ')
    return { user, item, rating: Number(rating), at: 0 }
  })

describe('the next item', () => {
  const sequences = shop('a b c d', 'a b', 'c d a')

  test('the last is the test, the one before it for validation, and short histories are learned from only', () => {
    const ids = (items: Int32Array) => [...items].map((item) => sequences.items.ids[item]).join('')
    const validation = splitSequences(sequences, 'validation')
    expect(ids(validation.train.item)).toBe('abab' + 'c')
    expect(validation.asked.map(({ history, next }) => [ids(history), sequences.items.ids[next]])).toEqual([
      ['ab', 'c'],
      ['c', 'd'],
    ])
    const test = splitSequences(sequences, 'test')
    expect(ids(test.train.item)).toBe('abcabcd')
    expect(test.asked.map(({ history, next }) => [ids(history), sequences.items.ids[next]])).toEqual([
      ['abc', 'd'],
      ['cd', 'a'],
    ])
    expect(splitSequences(sequences, 'test', 1).asked).toHaveLength(1)
  })

  test('what was had is not ranked, what cannot be told apart is not found', async () => {
    const asked = [{ history: Int32Array.from([0, 1]), next: 3 }]
    const judged = (scores: number[]) =>
      judgeNextItem(asked, scores.length, (_, out) => out.set(scores), pace)
    expect(await judged([9, 9, 1, 5])).toEqual({ hr10: 1, ndcg10: 1 })
    expect((await judged([9, 9, 7, 5])).ndcg10).toBeCloseTo(1 / Math.log2(3))
    expect((await judged([0, 0, 5, 5])).ndcg10).toBeCloseTo(1 / Math.log2(3))
    expect(await judged(new Array(20).fill(0))).toEqual({ hr10: 0, ndcg10: 0 })
  })

  test('an item that came before is ranked when it comes again', async () => {
    const again = [{ history: Int32Array.from([0, 1]), next: 1 }]
    expect(await judgeNextItem(again, 3, (_, out) => out.set([9, 5, 1]), pace)).toEqual({
      hr10: 1,
      ndcg10: 1,
    })
  })

  test('the voice that is right is given the weight, and one that says nothing new changes nothing', async () => {
    const noise = (history: Int32Array, out: Float64Array) => {
      for (let i = 0; i < 20; i++) out[i] = 1 + ((i * 7 + (history[0] ?? 0)) % 11) // knows nothing
    }
    const right = (history: Int32Array, out: Float64Array) => {
      out[((history.at(-1) ?? 0) + 1) % 20] = 1
      out[((history.at(-1) ?? 0) + 5) % 20] = 0.5
    }
    const asked = Array.from({ length: 60 }, (_, n) => ({
      history: Int32Array.from([(n + 3) % 20, n % 20]),
      next: (n + 1) % 20,
    }))
    const counts = new Float64Array(20).fill(3)
    const blend = new Blend([noise, right], counts)
    const learned = await learnWeights(blend, asked, pace)
    expect(learned.better).toBe(true)
    blend.weights = learned.weights
    expect(await judgeNextItem(asked, 20, blend.score, pace)).toEqual({ hr10: 1, ndcg10: 1 })
    expect((await learnWeights(new Blend([right, right], counts), asked, pace)).better).toBe(false)
  })

  test('a shop where one thing always follows another is foretold without a miss', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'
    const users = Array.from({ length: 52 }, (_, u) =>
      Array.from({ length: 6 }, (_, n) => letters[(u + n) % 26]).join(' '),
    )
    const report = await evaluateNextItem(shop(...users))
    expect(report).toMatchObject({ hr10: 1, ndcg10: 1, users: 52, items: 26, interactions: 312, tested: 52 })
  })
})

describe('ratings', () => {
  test('gain, ideal and coverage are those of the formula', async () => {
    const data = packRatings(rated('u a', 'u b', 'v c', 'v d', 'v e'))
    const judged = judgedBy(rated('u d', 'u e', 'u unknown', 'w a'), data)
    expect(judged.map(({ user, wanted, known }) => [user, [...wanted], known])).toEqual([
      [0, [3, 4], 3],
      [null, [0], 1],
    ])
    const scores = [9, 9, 5, 4, 3] // of a b c d e; u has had a and b
    const quality = await judgeRatings(judged, data.matrix, (_, out) => out.set(scores), pace)
    const gain = 1 / Math.log2(3) + 1 / Math.log2(4)
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4)
    expect(quality.ndcg10).toBeCloseTo((gain / ideal + 1) / 2)
    expect(quality.coverage10).toBe(1)
    const narrow = { ...data.matrix, items: 50 }
    const { coverage10 } = await judgeRatings(judged.slice(0, 1), narrow, (_, out) => out.set(scores), pace)
    expect(coverage10).toBe(10 / 50)
  })

  test('nothing a user has had is ever shown to them', () => {
    const scores = Float64Array.from([-Infinity, 2, -Infinity, 7, 7, -1])
    expect(firstOf(scores, 3)).toEqual([3, 4, 1])
    expect(firstOf(scores, 9)).toEqual([3, 4, 1, 5])
  })

  test('the last rating of one item counts, and weights rise with it', () => {
    const { matrix } = packRatings(rated('u a 1', 'u b 5', 'u a 3', 'v a 3'))
    expect([...weighted(matrix, 0.4).weight]).toEqual([1, 1.2, 1].map((w) => expect.closeTo(w, 9)))
    expect([...weighted(matrix, 0).weight]).toEqual([1, 1, 1])
  })

  test('what is set aside is not learned from', () => {
    const rows = Array.from({ length: 40 }, (_, u) =>
      Array.from({ length: 10 }, (_, i) => `u${u} i${(u + i) % 17}`),
    )
    const { matrix } = packRatings(rated(...rows.flat()))
    const held = holdOut(matrix, 1000)
    const kept = held.matrix.item.length
    const aside = held.judged.reduce((sum, { wanted }) => sum + wanted.size, 0)
    expect(kept + aside).toBe(400)
    expect(aside).toBeGreaterThan(40)
    for (const { user, wanted } of held.judged) {
      const own = held.matrix.item.subarray(held.matrix.start[user ?? 0], held.matrix.start[(user ?? 0) + 1])
      expect([...own].filter((item) => wanted.has(item))).toEqual([])
    }
    expect(holdOut(matrix, 1000)).toEqual(held)
    const small = narrowed(matrix, 5, 1e9)
    expect([small.items, Math.max(...small.item)]).toEqual([5, 4])
  })

  test('two groups of people with tastes of their own are told apart', async () => {
    const train: string[] = []
    const asked: string[] = []
    for (let u = 0; u < 40; u++)
      for (let i = 0; i < 12; i++)
        ((u * 7 + i * 5) % 6 === 0 ? asked : train).push(`u${u} ${u % 2 ? 'x' : 'y'}${i}`)
    const report = await evaluateRatings(rated(...train), rated(...asked))
    expect(report.ndcg10).toBeGreaterThan(0.99)
    expect(report).toMatchObject({ users: 40, items: 24, tested: 40 })
  })
})

describe('what a shop serves from', () => {
  const ring = (people: number) =>
    shop(
      ...Array.from({ length: people }, (_, u) =>
        Array.from({ length: 5 }, (_, n) => `i${(u * 7 + n) % 30}`).join(' '),
      ),
    )

  test('is chosen by what customers got last, and foretells it', async () => {
    const sequences = ring(120)
    const model = await chooseModel(sequences)
    for (const from of ['i3', 'i29'] as const) {
      const item = sequences.items.at.get(from) ?? -1
      const after = sequences.items.at.get(`i${(Number(from.slice(1)) + 1) % 30}`)
      expect(nextItems(model, [{ item, at: 0 }], 1)[0]?.item).toBe(after)
    }
    expect(model.learnedBy).toBe('counts')
  })

  test('EASE serves where it foretells better: what is liked together, in whatever order', async () => {
    // every group likes its ten things; in which order they come says nothing
    const random = seeded(7)
    const users = Array.from({ length: 400 }, (_, u) => {
      const own = Array.from({ length: 10 }, (_, i) => `g${u % 12}-${i}`).sort(() => random() - 0.5)
      return ['best', 'second', ...own.slice(0, 6)].sort(() => random() - 0.5).join(' ')
    })
    const ease = { lambda: 30, drop: 0 }
    const lists = await easeNeighbours(await matrixOf(shop(...users)), ease, { keep: 8 }, pace)
    const { at, ids } = shop(...users).items
    const named = nextItems(lists, [{ item: at.get('g3-1') ?? -1, at: 0 }], 5).map(({ item }) => ids[item])
    expect(named.every((id) => id?.startsWith('g3-'))).toBe(true)
    expect((await chooseModel(shop(...users))).learnedBy).toBe('ease')
  })

  test('ALS as lists names the same group', async () => {
    const users = Array.from({ length: 60 }, (_, u) =>
      Array.from({ length: 6 }, (_, i) => `g${u % 4}-${(i + u) % 8}`).join(' '),
    )
    const { at, ids } = shop(...users).items
    const als = await trainAls(await matrixOf(shop(...users)), { factors: 8 })
    const lists = await alsNeighbours(als, { keep: 5 }, pace)
    const named = neighboursOf(lists, at.get('g2-3') ?? -1, 5).map(({ item }) => ids[item])
    expect(named).toHaveLength(5)
    expect(named.every((id) => id?.startsWith('g2-'))).toBe(true)
  })

  test('of a few customers the usual model is made, without a choice', async () => {
    const model = await chooseModel(ring(20))
    expect(model.params).toEqual({ ...itemItemDefaults, keep: 300 })
    expect((await chooseModel(shop('a'))).start).toHaveLength(2)
  })
})
