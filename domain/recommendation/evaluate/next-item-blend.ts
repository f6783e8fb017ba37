import { type Choice, fitChoices } from '../models/conditional-logit.ts'
import { strongest } from '../models/strongest.ts'
import type { Asked } from './next-item-data.ts'
import { judgeNextItem, type ScoreHistory } from './next-item-judge.ts'
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
  readonly items: number
  /** The first voice alone until weights are learned. */
  weights: Float64Array

  constructor(voices: readonly Voice[], counts: Float64Array) {
    this.voices = voices
    this.popularity = counts.map((count) => Math.log1p(count))
    this.outs = voices.map(() => new Float64Array(counts.length))
    this.all = Int32Array.from(counts.keys())
    this.features = voices.length + 2
    this.items = counts.length
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

/** Learns weights from half the users and tries them on the other, both ways; then from all. */
export async function learnWeights(
  blend: Blend,
  asked: readonly Asked[],
  pace: () => Promise<void>,
): Promise<Learned> {
  const usual = blend.weights.slice()
  const sides = [asked.filter((_, n) => n % 2 === 0), asked.filter((_, n) => n % 2 === 1)]
  const choices: Choice[][] = []
  for (const side of sides) choices.push(await choicesOf(blend, side, pace))
  const items = blend.items
  let gain = 0
  for (const [n, side] of sides.entries()) {
    const judged = async (weights: Float64Array) => {
      blend.weights = weights
      return (await judgeNextItem(side, items, blend.score, pace)).ndcg10
    }
    gain += (await judged(await fitChoices(choices[1 - n] ?? [], usual, pace))) - (await judged(usual))
  }
  const weights = await fitChoices(choices.flat(), usual, pace)
  return { weights, better: gain / 2 > CLEARLY_BETTER }
}

async function choicesOf(
  blend: Blend,
  asked: readonly Asked[],
  pace: () => Promise<void>,
): Promise<Choice[]> {
  const choices: Choice[] = []
  for (const { history, next } of asked) {
    const { items, rows } = blend.candidates(history)
    const chosen = items.indexOf(next)
    if (chosen >= 0) choices.push({ rows, size: items.length, chosen: [chosen] })
    await pace()
  }
  return choices
}
