import { seeded } from '../predictions/random.ts'

export interface Clustering {
  centres: number[][]
  /** The cluster of each row. */
  labels: number[]
  /** Sum of squared distances to the own centre. */
  spread: number
}

const STARTS = 5
const MOST_ROUNDS = 100

/**
 * The best of several starts of Lloyd's algorithm with k-means++ seeding (Arthur and Vassilvitskii 2007).
 * The same rows, k and seed give the same clusters.
 */
export async function kMeans(
  rows: readonly (readonly number[])[],
  k: number,
  seed: number,
  pause: () => Promise<void>,
): Promise<Clustering> {
  let best: Clustering | null = null
  for (let start = 0; start < STARTS; start++) {
    const random = seeded(seed + start * 7919)
    const found = await settle(rows, await seedCentres(rows, k, random, pause), pause)
    if (best === null || found.spread < best.spread) best = found
  }
  return best ?? { centres: [], labels: [], spread: 0 }
}

/** Lloyd's rounds from these centres until nobody changes sides. */
export async function settle(
  rows: readonly (readonly number[])[],
  from: readonly (readonly number[])[],
  pause: () => Promise<void>,
): Promise<Clustering> {
  let centres = from.map((centre) => [...centre])
  let labels: number[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = rows.map((row) => nearest(row, centres))
    const moved = next.some((label, i) => label !== labels[i])
    labels = next
    if (!moved) break
    centres = centresOf(rows, labels, centres)
    await pause()
  }
  const spread = rows.reduce((sum, row, i) => sum + distance(row, centres[labels[i] ?? 0] ?? row), 0)
  return { centres, labels, spread }
}

/** The number of the nearest centre; of two as near, the first. */
export function nearest(row: readonly number[], centres: readonly (readonly number[])[]): number {
  let [best, least] = [0, Infinity]
  for (const [i, centre] of centres.entries()) {
    const d = distance(row, centre)
    if (d < least) {
      least = d
      best = i
    }
  }
  return best
}

/** Squared, of Euclid. */
export function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  return sum
}

/** Each next centre is a row, drawn with a chance that grows with its distance from those there are. */
async function seedCentres(
  rows: readonly (readonly number[])[],
  k: number,
  random: () => number,
  pause: () => Promise<void>,
): Promise<number[][]> {
  const centres = [[...(rows[Math.floor(random() * rows.length)] ?? [])]]
  const far = rows.map((row) => distance(row, centres[0] ?? row))
  while (centres.length < k) {
    let left = random() * far.reduce((sum, d) => sum + d, 0)
    const found = far.findIndex((d) => {
      left -= d
      return left < 0
    })
    const centre = [...(rows[found < 0 ? rows.length - 1 : found] ?? [])]
    centres.push(centre)
    for (const [i, row] of rows.entries()) far[i] = Math.min(far[i] ?? 0, distance(row, centre))
    await pause()
  }
  return centres
}

/** A cluster that has lost everybody stays where it was. */
function centresOf(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  before: readonly (readonly number[])[],
): number[][] {
  const sums = before.map((centre) => new Array<number>(centre.length).fill(0))
  const counts = before.map(() => 0)
  for (const [i, row] of rows.entries()) {
    const label = labels[i] ?? 0
    counts[label] = (counts[label] ?? 0) + 1
    const sum = sums[label] ?? []
    for (let j = 0; j < row.length; j++) sum[j] = (sum[j] ?? 0) + (row[j] ?? 0)
  }
  return sums.map((sum, c) =>
    (counts[c] ?? 0) === 0 ? [...(before[c] ?? [])] : sum.map((s) => s / (counts[c] ?? 1)),
  )
}
