import { blockRecords } from './blocking.ts'
import { clusterPrecisely, type Edge } from './clusters.ts'
import { pairComparer } from './compare.ts'
import type { Field } from './fields.ts'
import { learnModel } from './learn.ts'
import type { Model } from './model.ts'
import { contentOrder } from './order.ts'
import { comparePairs, weighPairs } from './pairs.ts'
import { forEachPaced, type Pause } from './pause.ts'
import { pairScorer, type Scorer } from './score.ts'
import { takeChance } from './strangers.ts'
import { buildTable, type RecordTable } from './table.ts'

export interface MatchOptions {
  fields: readonly Field[]
  pause?: Pause
}

export interface Matched {
  /** Every record in exactly one cluster, by its place in the input; singles included. */
  clusters: number[][]
  /** The share of pairs within clusters that are one person, as the model itself sees it. */
  precision: number
  /** Pairs that may be one person, the likeliest first, by places in the input. */
  pairs: Edge[]
  model: Model
  /** What each field says of two records of the input. */
  explain: (a: number, b: number) => FieldEvidence[]
}

/** How far two records agree in one field, and the bits that this says for one person (against, below zero). */
export interface FieldEvidence {
  field: Field
  level: number
  bits: number
}

/**
 * Even odds for all evidence together, while the pairs by themselves are no worse than 8 to 1 against it; stricter
 * where the model then sees fewer than 965 of 1000 pairs as one person (measured: what it sees is 1 to 4 too few).
 */
const rules = { together: 0, onAverage: -3, aim: 0.965 }

/**
 * Finds the records that are one person, with no example of any: Fellegi and Sunter's weights (1969), learned from
 * the records themselves, over blocked pairs, then clusters. The same records give the same answer in any order.
 */
export async function matchRecords(
  rows: readonly (readonly string[])[],
  options: MatchOptions,
): Promise<Matched> {
  const pause = options.pause ?? (() => undefined)
  const order = await contentOrder(rows, pause)
  const place = (record: number) => order[record] ?? 0
  const inOrder = order.map((at) => rows[at] ?? [])
  const table = await buildTable(options.fields, inOrder, pause)
  const compare = pairComparer(table)
  const chance = await takeChance(table, compare, pause)
  const compared = await comparePairs(table, await blockRecords(table, pause), compare, pause)
  const model = await learnModel(table, compared.patterns, chance, pause)
  const scorer = pairScorer(table, model, compare)
  const edges = await weighPairs(compared, model, scorer, pause)
  const { clusters, precision } = await clusterPrecisely(table.size, edges, scorer, rules, pause)
  return {
    clusters: (await partTwins(table, clusters, pause)).map((cluster) => cluster.map(place)),
    precision,
    pairs: edges.map(({ a, b, weight }) => ({ a: place(a), b: place(b), weight })),
    model,
    explain: explainer(order, model, scorer),
  }
}

/**
 * Records that are the same in everything and yet were put into different clusters are taken out of them: which of
 * them went where was chance.
 */
async function partTwins(table: RecordTable, clusters: number[][], pause: Pause): Promise<number[][]> {
  const twins = new Map<string, { cluster: number; records: number[]; parted: boolean }>()
  await forEachPaced(clusters, pause, (cluster, number) => {
    for (const record of cluster) {
      const key = table.columns.map((column) => column.codes[record]).join()
      const group = twins.get(key) ?? { cluster: number, records: [], parted: false }
      group.records.push(record)
      group.parted ||= group.cluster !== number
      twins.set(key, group)
    }
  })
  const parted = new Set([...twins.values()].flatMap((group) => (group.parted ? group.records : [])))
  if (parted.size === 0) return clusters
  const kept = clusters.map((cluster) => cluster.filter((record) => !parted.has(record)))
  return [...kept.filter((cluster) => cluster.length > 0), ...[...parted].map((record) => [record])]
}

function explainer(order: number[], model: Model, scorer: Scorer): Matched['explain'] {
  const recordAt = new Int32Array(order.length)
  for (const [record, at] of order.entries()) recordAt[at] = record
  const bits = new Float64Array(model.fields.length)
  return (a, b) => {
    scorer.bits(recordAt[a] ?? 0, recordAt[b] ?? 0, bits)
    return model.fields.flatMap((field, at) => {
      const said = bits[at] ?? Number.NaN
      return Number.isNaN(said) ? [] : [{ field, level: scorer.levels[at] ?? 0, bits: said }]
    })
  }
}
