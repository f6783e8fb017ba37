import { spreadOf, standardise } from '../predictions/logistic.ts'
import { sampleOf } from '../predictions/random.ts'
import { type Behaviour, behaviours, logged } from './behaviour.ts'
import { kMeans, nearest, settle } from './k-means.ts'
import { silhouette } from './silhouette.ts'

export interface ClusterModel {
  means: number[]
  deviations: number[]
  centres: number[][]
  /** Of the sample it was chosen by. */
  silhouette: number
  clusters: ClusterDescription[]
}

export interface ClusterDescription {
  cluster: string
  /** What stands out, in words. */
  name: string
  customers: number
  /** What stands out, in numbers: the median here and among all, most striking first. */
  standsOut: { behaviour: string; unit: Behaviour['unit']; here: number; all: number; effect: number }[]
}

export const LEAST_K = 3
export const MOST_K = 8
const LEAST_CUSTOMERS = 100
const MOST_CUSTOMERS = 20_000
const SILHOUETTE_SAMPLE = 800
const SEED = 20_250_601
/** A new cut must be this much clearer before yesterday's clusters are given up. */
const CLEARLY_BETTER = 0.05
/** In standard deviations; below, a cluster is like the others. */
const STRIKING = 0.4
const IN_THE_MIDDLE = 'In the middle'

/**
 * Clusters of behaviour, on the logarithms of its numbers, standardised; as many as the silhouette likes
 * best. Yesterday's clusters are moved rather than replaced, so that a cluster keeps its number and meaning,
 * unless a fresh cut is clearly better. null: too few customers.
 */
export async function findClusters(
  rows: readonly (readonly number[])[],
  before: ClusterModel | null,
  pause: () => Promise<void>,
): Promise<ClusterModel | null> {
  if (rows.length < LEAST_CUSTOMERS) return null
  const some = sampleOf(rows, MOST_CUSTOMERS).map(logged)
  const spread = before ?? spreadOf(some)
  const points = some.map((row) => standardise(row, spread.means, spread.deviations))
  const judged = sampleOf(points, SILHOUETTE_SAMPLE)
  const judge = (centres: number[][]) =>
    silhouette(
      judged,
      judged.map((row) => nearest(row, centres)),
      centres.length,
      pause,
    )
  let best = { centres: [] as number[][], silhouette: -1 }
  let kept: readonly ClusterDescription[] = []
  for (let k = LEAST_K; k <= MOST_K; k++) {
    const { centres } = await kMeans(points, k, SEED, pause)
    const worth = await judge(centres)
    if (worth > best.silhouette) best = { centres, silhouette: worth }
  }
  if (before) {
    const { centres } = await settle(points, before.centres, pause)
    const worth = await judge(centres)
    if (worth + CLEARLY_BETTER >= best.silhouette) {
      best = { centres, silhouette: worth }
      kept = before.clusters
    }
  }
  const model = { means: spread.means, deviations: spread.deviations, ...best }
  return { ...model, clusters: describeClusters(rows, model, kept) }
}

/** The cluster of a customer with this behaviour: `cluster 1` and so on. */
export function clusterOf(
  { means, deviations, centres }: Pick<ClusterModel, 'means' | 'deviations' | 'centres'>,
  row: readonly number[],
): string {
  return `cluster ${nearest(standardise(logged(row), means, deviations), centres) + 1}`
}

function describeClusters(
  rows: readonly (readonly number[])[],
  model: Pick<ClusterModel, 'means' | 'deviations' | 'centres'>,
  before: readonly ClusterDescription[],
): ClusterDescription[] {
  const labels = rows.map((row) => clusterOf(model, row))
  const all = mediansOf(rows)
  return model.centres.map((centre, c) => {
    const cluster = `cluster ${c + 1}`
    const own = rows.filter((_, i) => labels[i] === cluster)
    const here = mediansOf(own)
    const standsOut = behaviours
      .map((behaviour, i) => ({
        behaviour: behaviour.name,
        unit: behaviour.unit,
        here: here[i] ?? 0,
        all: all[i] ?? 0,
        effect: centre[i] ?? 0,
      }))
      .filter(({ effect }) => Math.abs(effect) >= STRIKING)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
      .slice(0, 3)
    const earlier = before[c]
    const name = earlier && stillTrue(earlier, centre) ? earlier.name : nameOf(standsOut)
    return { cluster, name, customers: own.length, standsOut }
  })
}

/** A name stays while what it tells still shows: a day that moves an effect over the threshold is no news. */
function stillTrue({ name }: ClusterDescription, centre: readonly number[]): boolean {
  if (name === IN_THE_MIDDLE) return centre.every((effect) => Math.abs(effect) < STRIKING * 1.5)
  const words = name.toLowerCase().split(', ')
  return words.every((word) =>
    behaviours.some(({ high, low }, i) => {
      const effect = centre[i] ?? 0
      return (word === high && effect >= STRIKING / 2) || (word === low && effect <= -STRIKING / 2)
    }),
  )
}

function nameOf(standsOut: ClusterDescription['standsOut']): string {
  const words = standsOut.slice(0, 2).map(({ behaviour, effect }) => {
    const told = behaviours.find(({ name }) => name === behaviour)
    return effect > 0 ? told?.high : told?.low
  })
  const name = words.join(', ')
  return name === '' ? IN_THE_MIDDLE : name.charAt(0).toUpperCase() + name.slice(1)
}

function mediansOf(rows: readonly (readonly number[])[]): number[] {
  return behaviours.map((_, i) => {
    const sorted = rows.map((row) => row[i] ?? 0).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  })
}
