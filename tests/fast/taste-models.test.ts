import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cholesky, invert, NotPositiveDefinite } from '#domain/recommendation/models/algebra.ts'
import { scoreAls, trainAls, userVector } from '#domain/recommendation/models/als.ts'
import { easeWeights, gram, scoreEase, trainEase } from '#domain/recommendation/models/ease.ts'
import { packSequences } from '#domain/recommendation/models/interactions.ts'
import { neighboursOf, nextItems, trainItemItem } from '#domain/recommendation/models/item-item.ts'
import { matrixOf, packRows, transposed } from '#domain/recommendation/models/ratings-matrix.ts'
import { strongest } from '#domain/recommendation/models/strongest.ts'

/** `a b c` for every user, oldest first. */
const shop = (...users: string[]) =>
  packSequences(users.flatMap((row, u) => row.split(' ').map((item, at) => ({ user: `u${u}`, item, at }))))

const plain = {
  gapPower: 0,
  backward: 0,
  lengthPower: 0,
  fromPower: 0,
  toPower: 0,
  shrink: 1,
  historyDecay: 0.5,
  historyPower: 0,
}

describe('who had what', () => {
  test('is packed user by user in order of time, the first given first at one time', () => {
    const packed = packSequences([
      { user: 'b', item: 'x', at: 5 },
      { user: 'a', item: 'y', at: 9 },
      { user: 'b', item: 'z', at: 1 },
      { user: 'b', item: 'y', at: 5 },
    ])
    expect(packed.items.ids).toEqual(['x', 'y', 'z'])
    expect([...packed.start]).toEqual([0, 3, 4])
    expect([...packed.item].map((item) => packed.items.ids[item])).toEqual(['z', 'x', 'y', 'y'])
  })

  test('keeps to an index that is given', () => {
    const { items } = shop('x y')
    const packed = packSequences([{ user: 'a', item: 'unknown', at: 1 }], items)
    expect([packed.items, packed.item.length]).toEqual([items, 0])
  })
})

describe('item-item', () => {
  const { items } = shop('a b c')
  const number = (id: string) => items.at.get(id) ?? -1
  const history = (...ids: string[]) => ids.map((id, at) => ({ item: number(id), at }))

  test('counts what came after, as by hand', async () => {
    // a before b three times (once two steps before), b before c once, c before b once
    const model = await trainItemItem(shop('a b c', 'a b', 'a c b'), plain)
    expect(neighboursOf(model, number('a'), 9)).toEqual([
      { item: number('b'), score: 3 },
      { item: number('c'), score: 2 },
    ])
    expect(neighboursOf(model, number('b'), 9)).toEqual([{ item: number('c'), score: 1 }])
    expect(nextItems(model, history('a'), 9).map(({ item }) => item)).toEqual([number('b'), number('c')])
  })

  test('counts the other direction as much as it is told to, and pairs far apart less', async () => {
    const model = await trainItemItem(shop('a b c'), { ...plain, backward: 0.25, gapPower: 1 })
    expect(neighboursOf(model, number('c'), 9)).toEqual([
      { item: number('b'), score: 0.25 },
      { item: number('a'), score: 0.125 },
    ])
    const near = await trainItemItem(shop('a b c'), { ...plain, window: 1 })
    expect(neighboursOf(near, number('a'), 9)).toEqual([{ item: number('b'), score: 1 }])
  })

  test('frees of popularity and does not believe few', async () => {
    const rows = ['a b', 'a b', 'x b', 'x b', 'x b', 'x b', 'x b', 'a c']
    const free = await trainItemItem(shop(...rows), { ...plain, shrink: 0, toPower: 1 })
    const [a, b, c] = ['a', 'b', 'c'].map((id) => shop(...rows).items.at.get(id) ?? -1)
    expect(neighboursOf(free, a ?? -1, 9)).toEqual([
      { item: c, score: 1 },
      { item: b, score: expect.closeTo(2 / 7) },
    ])
    const shrunk = await trainItemItem(shop(...rows), { ...plain, shrink: 20, toPower: 1 })
    expect(neighboursOf(shrunk, a ?? -1, 9)[0]?.item).toBe(b)
  })

  test('weighs a pair by the time between, where that is asked for', async () => {
    const model = await trainItemItem(shop('a b c'), { ...plain, halfLife: 1 })
    expect(neighboursOf(model, number('a'), 9)).toEqual([
      { item: number('b'), score: 0.5 },
      { item: number('c'), score: 0.25 },
    ])
  })

  test('the latest of a history speaks loudest, and nothing of it is shown', async () => {
    const model = await trainItemItem(shop('a x', 'b y', 'b y'), { ...plain, fromPower: 1, shrink: 0 })
    const at = (id: string) => shop('a x', 'b y', 'b y').items.at.get(id) ?? -1
    const shownAfter = (...ids: string[]) =>
      nextItems(
        model,
        ids.map((id, n) => ({ item: at(id), at: n })),
        9,
      ).map(({ item }) => item)
    expect(shownAfter('b', 'a')).toEqual([at('x'), at('y')])
    expect(shownAfter('a', 'b')).toEqual([at('y'), at('x')])
    expect(shownAfter('a', 'x')).toEqual([])
  })

  test('keeps the strongest', async () => {
    const model = await trainItemItem(shop('a b', 'a b', 'a c'), { ...plain, keep: 1 })
    expect(neighboursOf(model, 0, 9)).toEqual([{ item: 1, score: 2 }])
  })
})

test('the strongest are those of a whole sort', () => {
  const scores = fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 60 })
  fc.assert(
    fc.property(scores, fc.integer({ min: 0, max: 70 }), (list, limit) => {
      const sorted = [...list.keys()].sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0) || a - b)
      const wanted = sorted.filter((item) => (list[item] ?? 0) > 0).slice(0, limit)
      expect([...strongest(list, [...list.keys()], limit)]).toEqual(wanted)
    }),
  )
})

describe('algebra', () => {
  /** A product of a matrix with itself, and something on the diagonal: positive definite. */
  const matrices = fc.integer({ min: 1, max: 150 }).chain((size) =>
    fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => {
      const value = new Float64Array(size * size)
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++)
          value[i * size + j] = value[j * size + i] = i === j ? size : Math.sin(seed + 13 * i + 7 * j)
      return { size, value }
    }),
  )

  test('a matrix times its inverse is the identity', async () => {
    await fc.assert(
      fc.asyncProperty(matrices, async ({ size, value }) => {
        const inverse = (await invert({ size, value: value.slice() })).value
        let worst = 0
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            let sum = i === j ? -1 : 0
            for (let k = 0; k < size; k++) sum += (value[i * size + k] ?? 0) * (inverse[k * size + j] ?? 0)
            worst = Math.max(worst, Math.abs(sum))
          }
        expect(worst).toBeLessThan(1e-9)
      }),
      { numRuns: 25 },
    )
  })

  test('Cholesky’s factor is the known one, and a matrix without one is refused', async () => {
    const value = Float64Array.from([4, 12, -16, 12, 37, -43, -16, -43, 98])
    await cholesky({ size: 3, value })
    expect([value[0], value[3], value[4], value[6], value[7], value[8]]).toEqual([2, 6, 1, -8, 5, 3])
    const without = { size: 2, value: Float64Array.from([1, 2, 2, 1]) }
    await expect(cholesky(without)).rejects.toThrow(NotPositiveDefinite)
  })
})

describe('EASE', () => {
  const made = matrixOf(shop('a b', 'a b c', 'b c', 'a d'))

  test('is the least-squares solution without a diagonal', async () => {
    const matrix = await made
    // each column solved by itself: item j from the others, (G + λI) without row and column j
    const lambda = 0.7
    const { value, size } = await easeWeights(await gram(matrix), { lambda, drop: 0 })
    const x = [0, 1, 2, 3].map((u) =>
      [0, 1, 2, 3].map((i) =>
        [...matrix.item.subarray(matrix.start[u], matrix.start[u + 1])].includes(i) ? 1 : 0,
      ),
    )
    const g = (i: number, j: number) => x.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0)
    for (let j = 0; j < size; j++) {
      const others = [0, 1, 2, 3].filter((i) => i !== j)
      for (const i of others) {
        const left = others.reduce(
          (sum, k) => sum + (g(i, k) + (i === k ? lambda : 0)) * (value[k * size + j] ?? 0),
          0,
        )
        expect(left).toBeCloseTo(g(i, j), 9)
      }
      expect(value[j * size + j]).toBe(0)
    }
  })

  test('cut to its weightiest neighbours it scores as it does whole', async () => {
    const matrix = await made
    const model = await trainEase(matrix, { lambda: 0.7, keep: 99 })
    const { value } = await easeWeights(await gram(matrix), { lambda: 0.7, drop: 0 })
    const out = new Float64Array(4)
    scoreEase(model, [0, 2], out)
    for (const [j, score] of out.entries())
      expect(score).toBeCloseTo((value[j] ?? 0) + (value[8 + j] ?? 0), 6)
    const cut = await trainEase(matrix, { lambda: 0.7, keep: 1 })
    expect([...cut.start]).toEqual([0, 1, 2, 3, 4])
  })
})

describe('implicit ALS', () => {
  const random = fc.sample(
    fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 6 }), { minLength: 15, maxLength: 15 }),
    { numRuns: 3, seed: 5 },
  )

  test('never makes worse what it makes better', async () => {
    for (const rows of random) {
      const matrix = packRows(
        rows.map((row, u) => [...new Set(row)].map((item) => [item, 1 + (u % 3)] as const)),
        12,
      )
      const losses: number[] = []
      const params = { factors: 3, lambda: 0.05, unseen: 0.3, sweeps: 8 }
      await trainAls(matrix, params, undefined, (_, loss) => losses.push(loss()))
      expect(losses).toHaveLength(8)
      for (let n = 1; n < losses.length; n++)
        expect(losses[n]).toBeLessThanOrEqual((losses[n - 1] ?? 0) + 1e-9)
      expect(losses[7]).toBeLessThan(losses[0] ?? 0)
    }
  })

  test('a vector made from a history solves its equations', async () => {
    const params = { factors: 3, lambda: 0.05, unseen: 0.3 }
    const model = await trainAls(await matrixOf(shop('a b c', 'b c d', 'a d', 'c e')), params)
    const [had, weight] = [Int32Array.from([0, 2]), Float64Array.from([1, 1.5])]
    const x = userVector(model, had, weight)
    const v = (i: number, f: number) => model.item[i * 3 + f] ?? 0
    const times = (i: number) => [0, 1, 2].reduce((sum, f) => sum + v(i, f) * (x[f] ?? 0), 0)
    for (const f of [0, 1, 2]) {
      const all = [0, 1, 2, 3, 4].reduce((sum, i) => sum + params.unseen * v(i, f) * times(i), 0)
      const seen = [...had].reduce((sum, i, n) => sum + (weight[n] ?? 0) * v(i, f) * (1 - times(i)), 0)
      const held = params.lambda * (2 + params.unseen * 5) * (x[f] ?? 0)
      expect(seen).toBeCloseTo(all + held, 9)
    }
  })

  test('finds two groups of people, and serves somebody it has never seen', async () => {
    const model = await trainAls(await matrixOf(shop('a b c', 'a b c', 'a b', 'x y z', 'x y z', 'y z')), {
      factors: 4,
    })
    const out = new Float64Array(6)
    scoreAls(model, userVector(model, Int32Array.from([4])), out) // y
    expect(Math.min(out[3] ?? 0, out[5] ?? 0)).toBeGreaterThan(
      Math.max(out[0] ?? 0, out[1] ?? 0, out[2] ?? 0),
    )
  })

  test('the matrix turned twice is itself, and what was had twice counts once', async () => {
    const matrix = await matrixOf(shop('a b a', 'c', 'b c a', 'a'))
    expect([...matrix.item]).toEqual([0, 1, 2, 0, 1, 2, 0])
    expect(transposed(transposed(matrix))).toEqual(matrix)
  })
})
