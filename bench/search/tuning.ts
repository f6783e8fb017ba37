import { setImmediate as breathe } from 'node:timers/promises'
import { type Judged, qualityOf } from '#knowledge/search/index.ts'

/** Settings by name, each with the values that may be tried. */
export type Grid = Record<string, readonly number[]>
export type Settings = Record<string, number>

/** A search engine that can be set: answers product ids, best first. */
export interface Engine {
  name: string
  grid: Grid
  /** true: the middle of the best settings; false: the very best, where some are choices and have no middle. */
  takesMiddle: boolean
  rank: (query: string, settings: Settings) => Promise<string[]> | string[]
}

/** As many settings for every engine: none is searched through harder than another. */
const TRIED = 40
/** Where settings are of a scale, the middle of the best ones is taken, so that no half is learned by heart. */
const BEST = 8

export interface HeldOut {
  /** NDCG@10 of the first half, with settings that were chosen on the second alone; and the other way round. */
  first: number
  second: number
  mean: number
  /** Settings chosen on all queries, and what they give there: not held out. */
  all: number
  chosen: Settings
}

/** Tunes on each half and measures on the other. */
export async function tuneOnHalves(engine: Engine, halves: readonly [Judged[], Judged[]]): Promise<HeldOut> {
  const tried = sample(engine.grid, TRIED)
  const scored: { settings: Settings; on: [number, number] }[] = []
  for (const settings of tried)
    scored.push({
      settings,
      on: [await ndcg(engine, settings, halves[0]), await ndcg(engine, settings, halves[1])],
    })
  const bestOn = (score: (on: [number, number]) => number) => {
    const inOrder = scored.toSorted((a, b) => score(b.on) - score(a.on))
    const [single] = inOrder
    const best = inOrder.slice(0, BEST).map(({ settings }) => settings)
    return engine.takesMiddle || !single ? middleOf(engine.grid, best) : single.settings
  }
  const weigh = (on: [number, number]) => on[0] * halves[0].length + on[1] * halves[1].length
  const chosen = bestOn(weigh)
  const first = await ndcg(
    engine,
    bestOn((on) => on[1]),
    halves[0],
  )
  const second = await ndcg(
    engine,
    bestOn((on) => on[0]),
    halves[1],
  )
  const total = halves[0].length + halves[1].length
  return {
    first,
    second,
    mean: (first * halves[0].length + second * halves[1].length) / total,
    all: await ndcg(engine, chosen, halves.flat()),
    chosen,
  }
}

export async function ndcg(engine: Engine, settings: Settings, judged: readonly Judged[]): Promise<number> {
  const ranked: { judged: Judged; productIds: string[] }[] = []
  for (const query of judged)
    ranked.push({ judged: query, productIds: await engine.rank(query.query, settings) })
  await breathe()
  return qualityOf(ranked).ndcg10
}

/** The same random settings every time (a linear congruential generator: Numerical Recipes, 1992). */
function sample(grid: Grid, count: number): Settings[] {
  let seed = 7
  const random = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
    return seed / 2 ** 32
  }
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      Object.entries(grid).map(([name, values]) => [name, values[Math.floor(random() * values.length)] ?? 0]),
    ),
  )
}

/** Of each setting its median among the given ones. */
function middleOf(grid: Grid, best: readonly Settings[]): Settings {
  const middle = (name: string) => {
    const values = best.map((settings) => settings[name] ?? 0).sort((a, b) => a - b)
    return values[Math.floor((values.length - 1) / 2)] ?? 0
  }
  return Object.fromEntries(Object.keys(grid).map((name) => [name, middle(name)]))
}
