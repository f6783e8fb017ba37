import { type Choice, fitChoices } from '../models/conditional-logit.ts'
import { strongest } from '../models/strongest.ts'
import type { Asked } from './next-item-data.ts'
import type { ScoreHistory } from './next-item-judge.ts'
import type { Voice } from './next-item-voices.ts'

/** How many each voice names: the first, which was chosen with care, more than the others. */
const NAMED = { first: 150, other: 60 }
/** Added to a share before its logarithm: who is not named at all is this far down. */
const FLOOR = 0.003
/** In NDCG, on users the weights were not learned from: less is chance. */
const CLEARLY_BETTER = 0.0005

/**
 * Several voices weighed into one order: candidates are whom any voice names, and the weights of the logarithms
 * of their shares are those under which what came next was most likely (a conditional logit).
 */
export class Blend {
  private readonly voices: readonly Voice[]
  private readonly popularity: Float64Array
  private readonly outs: Float64Array[]
  private readonly all: Int32Array
  readonly features: number
  /** The first voice alone until weights are learned. */
  weights: Float64Array

  constructor(voices: readonly Voice[], counts: Float64Array) {
    this.voices = voices
    this.popularity = counts.map((count) => Math.log1p(count))
    this.outs = voices.map(() => new Float64Array(counts.length))
    this.all = Int32Array.from(counts.keys())
    this.features = voices.length + 2
    this.weights = new Float64Array(this.features)
    this.weights[0] = 1
  }

  /** The candidates of a history and their rows of features, one after another. */
  candidates(history: Int32Array): { items: Int32Array; rows: Float64Array } {
    const named = new Set<number>()
    const most = this.outs.map((out, v) => {
      out.fill(0)
      this.voices[v]?.(history, out)
      const limit = (v === 0 ? NAMED.first : NAMED.other) + Math.min(50, history.length)
      for (const item of strongest(out, this.all, limit)) named.add(item)
      return mostOf(out, history)
    })
    const items = Int32Array.from(named)
    const rows = new Float64Array(items.length * this.features)
    for (const [n, item] of items.entries()) {
      const at = n * this.features
      for (const [v, out] of this.outs.entries())
        rows[at + v] = Math.log(FLOOR + (out[item] ?? 0) / (most[v] ?? 1))
      rows[at + this.features - 2] = this.popularity[item] ?? 0
      rows[at + this.features - 1] = (this.outs[0]?.[item] ?? 0) / (most[0] ?? 1)
    }
    return { items, rows }
  }

  /** Candidates by the weights, and below them everybody else by the first voice. */
  readonly score: ScoreHistory = (history, out) => {
    const { items, rows } = this.candidates(history)
    const first = this.outs[0] ?? new Float64Array(out.length)
    const most = mostOf(first, new Int32Array(0))
    for (let i = 0; i < out.length; i++) out[i] = (first[i] ?? 0) / most - ABOVE_ALL
    for (const [n, item] of items.entries()) {
      let sum = 0
      for (let f = 0; f < this.features; f++)
        sum += (this.weights[f] ?? 0) * (rows[n * this.features + f] ?? 0)
      out[item] = sum
    }
  }
}

/** No candidate's sum of logarithms lies this far down. */
const ABOVE_ALL = 1e6

function mostOf(out: Float64Array, history: Int32Array): number {
  const own = new Set(history)
  let most = 0
  for (let i = 0; i < out.length; i++) if ((out[i] as number) > most && !own.has(i)) most = out[i] as number
  return most || 1
}

export interface Learned {
  weights: Float64Array
  /** Whether they served users they were not learned from better than the first voice alone. */
  better: boolean
}

/** A user who was asked, as the weights see them: rows of candidates that they have not had. */
interface Seen extends Choice {
  /** Whether what came next is among the candidates. */
  found: boolean
}

/** Learns weights from half the users and tries them on the other, both ways; then from all. */
export async function learnWeights(
  blend: Blend,
  asked: readonly Asked[],
  pace: () => Promise<void>,
): Promise<Learned> {
  const usual = blend.weights
  const all: Seen[] = []
  for (const one of asked) {
    all.push(seenBy(blend, one))
    await pace()
  }
  const choices = (some: readonly Seen[]) => some.filter(({ found }) => found)
  const sides = [all.filter((_, n) => n % 2 === 0), all.filter((_, n) => n % 2 === 1)]
  let gain = 0
  for (const [n, side] of sides.entries()) {
    const learned = await fitChoices(choices(sides[1 - n] ?? []), usual, pace)
    gain += ndcgOf(side, learned) - ndcgOf(side, usual)
  }
  return { weights: await fitChoices(choices(all), usual, pace), better: gain / 2 > CLEARLY_BETTER }
}

function seenBy(blend: Blend, { history, next }: Asked): Seen {
  const { items, rows } = blend.candidates(history)
  const had = new Set(history)
  const open = [...items.keys()].filter((n) => items[n] === next || !had.has(items[n] ?? -1))
  const kept = new Float64Array(open.length * blend.features)
  for (const [at, n] of open.entries())
    kept.set(rows.subarray(n * blend.features, (n + 1) * blend.features), at * blend.features)
  const chosen = open.findIndex((n) => items[n] === next)
  return { rows: kept, size: open.length, chosen: [chosen], found: chosen >= 0 }
}

/** As it would be judged: whoever is not a candidate stands below all that are. */
function ndcgOf(some: readonly Seen[], weights: Float64Array): number {
  let gain = 0
  for (const { rows, size, chosen, found } of some) {
    if (!found) continue
    const own = sumOf(rows, chosen[0] ?? 0, weights)
    let rank = 0
    for (let n = 0; n < size; n++) if (sumOf(rows, n, weights) >= own) rank++
    if (rank <= 10) gain += 1 / Math.log2(rank + 1)
  }
  return gain / Math.max(1, some.length)
}

function sumOf(rows: Float64Array, row: number, weights: Float64Array): number {
  let sum = 0
  for (let f = 0; f < weights.length; f++)
    sum += (weights[f] as number) * (rows[row * weights.length + f] as number)
  return sum
}
