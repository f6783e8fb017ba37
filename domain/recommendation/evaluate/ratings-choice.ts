import { type AlsParams, alsDefaults } from '../models/als.ts'
import { type EaseParams, easeDefaults } from '../models/ease.ts'
import type { RatingMatrix } from '../models/ratings-matrix.ts'
import { type Component, fitAls, fitAlsTeam, fitEase, fitNeighbours } from './ratings-components.ts'
import { type HeldOut, holdOut, narrowed, weighted } from './ratings-data.ts'
import { judgeRatings } from './ratings-judge.ts'

/** What was chosen on users of the training set of whom a fifth was set aside. */
export interface RatingChoice {
  /** How much more a rating at the top of the scale says than one at its middle. */
  slope: number
  /** null: too many items; neighbours by cosine take its place. */
  ease: EaseParams | null
  als: AlsParams
  /** What ALS weighs beside the first model; the two are brought to one scale before. */
  blend: number
  /** NDCG@10 on what was set aside. */
  ndcg10: number
}

/** EASE takes a minute for so many items, and grows with their cube. */
export const MOST_EASE_ITEMS = 6000

const CHOICE = { items: 2000, entries: 300_000, users: 1500 }
/** Scores that are held while a choice is made: 80 MB. */
const MOST_SCORES = 20_000_000
/** In NDCG: less is chance. */
const CLEARLY_BETTER = 0.001

type Pace = () => Promise<void>

/**
 * Chooses models and parameters by the training data alone: one after another, each as long as it gets better.
 * Large sets are judged by their most popular items and some of their users.
 */
export async function chooseForRatings(
  matrix: RatingMatrix,
  pace: Pace,
  onStep: () => void,
): Promise<RatingChoice> {
  const withEase = matrix.items <= MOST_EASE_ITEMS
  const mostItems = withEase ? CHOICE.items : matrix.items
  const users = Math.min(CHOICE.users, Math.ceil(MOST_SCORES / Math.max(1, mostItems)))
  const held = holdOut(narrowed(matrix, mostItems, CHOICE.entries), users)
  const first = withEase ? await chooseEase(held, pace, onStep) : await neighboursOf(held, pace)
  const chosen = await chooseAls(held, first, pace, onStep)
  return { slope: first.slope, ease: first.ease, ...chosen }
}

interface First {
  slope: number
  ease: EaseParams | null
  component: Component
  ndcg10: number
}

async function chooseEase(held: HeldOut, pace: Pace, onStep: () => void): Promise<First> {
  const judged = async (slope: number, ease: EaseParams): Promise<First> => {
    const component = remembered(held, await fitEase(weighted(held.matrix, slope), ease, pace))
    onStep()
    return { slope, ease, component, ndcg10: await qualityOf(held, component, null, 0, pace) }
  }
  let best = await judged(0.4, easeDefaults)
  const better = (next: First): boolean => {
    if (next.ndcg10 < best.ndcg10 + CLEARLY_BETTER) return false
    best = next
    return true
  }
  for (const times of [2, 0.5]) {
    let lambda = easeDefaults.lambda * times
    while (better(await judged(best.slope, { ...easeDefaults, lambda }))) lambda *= times
    if (best.ease?.lambda !== easeDefaults.lambda) break
  }
  for (const slope of [0, 0.8]) better(await judged(slope, best.ease ?? easeDefaults))
  const { lambda } = best.ease ?? easeDefaults
  better(await judged(best.slope, { lambda: lambda / 2, drop: 0.2 }))
  return best
}

async function neighboursOf(held: HeldOut, pace: Pace): Promise<First> {
  const slope = 0.4
  const component = remembered(held, await fitNeighbours(weighted(held.matrix, slope), pace))
  return { slope, ease: null, component, ndcg10: await qualityOf(held, component, null, 0, pace) }
}

/** Tried one after another, each as a step from the best so far; a step that helps is taken again. */
const alsSteps: ((als: AlsParams) => Partial<AlsParams>)[] = [
  ({ unseen }) => ({ unseen: unseen * 2 }),
  ({ unseen }) => ({ unseen: unseen / 2 }),
  ({ lambda }) => ({ lambda: lambda * 2 }),
  ({ lambda }) => ({ lambda: lambda / 2 }),
]
const USUAL_BLEND = 0.5
const blends = [0, 0.25, 0.8, 1.3, 2, 4]

async function chooseAls(held: HeldOut, first: First, pace: Pace, onStep: () => void) {
  const judged = async (blend: number, als: AlsParams, second: Component) => {
    const weight = blend * scaleBetween(held, first.component, second)
    return { als, blend, ndcg10: await qualityOf(held, first.component, second, weight, pace) }
  }
  const fitted = async (als: AlsParams) => {
    const second = await fitAls(weighted(held.matrix, first.slope), als, pace)
    onStep()
    return judged(USUAL_BLEND, als, second)
  }
  let best = await fitted(alsDefaults)
  for (const step of alsSteps) {
    for (;;) {
      const tried = await fitted({ ...best.als, ...step(best.als) })
      if (tried.ndcg10 < best.ndcg10 + CLEARLY_BETTER) break
      best = tried
    }
  }
  const team = remembered(held, await fitAlsTeam(weighted(held.matrix, first.slope), best.als, pace))
  onStep()
  best = await judged(USUAL_BLEND, best.als, team)
  for (const blend of blends) {
    const tried = await judged(blend, best.als, team)
    if (tried.ndcg10 >= best.ndcg10 + CLEARLY_BETTER) best = tried
  }
  return best
}

/** The same scores for the judged users, computed once. */
function remembered({ matrix, judged }: HeldOut, component: Component): Component {
  const rows = new Map<number, Float32Array>()
  const out = new Float64Array(matrix.items)
  for (const { user } of judged) {
    if (user === null) continue
    out.fill(0)
    component(user, out, 1)
    rows.set(user, Float32Array.from(out))
  }
  return (user, into, times) => {
    const row = rows.get(user)
    if (row) for (let i = 0; i < row.length; i++) into[i] = (into[i] as number) + times * (row[i] as number)
  }
}

/** How much larger the first model's best scores are than the second's, on average: brings both to one scale. */
export function scaleBetween(
  { matrix, judged }: Pick<HeldOut, 'matrix' | 'judged'>,
  first: Component,
  second: Component,
): number {
  let [one, other] = [0, 0]
  const out = new Float64Array(matrix.items)
  for (const { user } of judged.slice(0, 200)) {
    if (user === null) continue
    one += highestOf(first, user, out)
    other += highestOf(second, user, out)
  }
  return other > 0 && one > 0 ? one / other : 1
}

function highestOf(component: Component, user: number, out: Float64Array): number {
  out.fill(0)
  component(user, out, 1)
  return out.reduce((most, score) => Math.max(most, score), 0)
}

async function qualityOf(
  { matrix, judged }: HeldOut,
  first: Component,
  second: Component | null,
  blend: number,
  pace: Pace,
): Promise<number> {
  const score = (user: number | null, out: Float64Array) => {
    if (user === null) return
    first(user, out, 1)
    second?.(user, out, blend)
  }
  return (await judgeRatings(judged, matrix, score, pace)).ndcg10
}
