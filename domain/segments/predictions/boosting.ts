import { logit, sigmoid } from './special-functions.ts'

/** A node of a tree: a leaf has `value`, else rows with `feature` at most `threshold` go left. */
export type TreeNode =
  | { value: number }
  | { feature: number; threshold: number; left: TreeNode; right: TreeNode }

/**
 * Gradient-boosted trees for a yes or no: Friedman, "Greedy Function Approximation", 2001, with second-order
 * leaf values (Chen and Guestrin 2016) over binned features.
 */
export interface Boosting {
  kind: 'boosting'
  base: number
  trees: TreeNode[]
}

const BINS = 32
const TREES = 120
const DEPTH = 3
const RATE = 0.08
const LEAST_IN_LEAF = 30
const LAMBDA = 5

interface Data {
  /** By feature: the bin of each row. */
  bins: Uint8Array[]
  /** By feature: the upper edge of each bin but the last. */
  edges: number[][]
  gradient: Float64Array
  curvature: Float64Array
}

export async function fitBoosting(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  pause: () => Promise<void>,
): Promise<Boosting> {
  const base = logit(labels.reduce((sum, label) => sum + label, 0) / Math.max(1, labels.length))
  const scores = new Float64Array(rows.length).fill(base)
  const data = binned(rows)
  const all = Uint32Array.from(rows.keys())
  const trees: TreeNode[] = []
  for (let t = 0; t < TREES; t++) {
    for (let i = 0; i < scores.length; i++) {
      const p = sigmoid(scores[i] ?? 0)
      data.gradient[i] = (labels[i] ?? 0) - p
      data.curvature[i] = p * (1 - p)
    }
    const tree = grow(data, all, DEPTH)
    trees.push(tree)
    for (const [i, row] of rows.entries()) scores[i] = (scores[i] ?? 0) + valueIn(tree, row)
    await pause()
  }
  return { kind: 'boosting', base, trees }
}

export function scoreBoosting({ base, trees }: Boosting, row: readonly number[]): number {
  return trees.reduce((sum, tree) => sum + valueIn(tree, row), base)
}

function valueIn(tree: TreeNode, row: readonly number[]): number {
  let node = tree
  while (!('value' in node)) node = (row[node.feature] ?? 0) <= node.threshold ? node.left : node.right
  return node.value
}

/** Every feature cut at its quantiles, so that a split is found by counting. */
function binned(rows: readonly (readonly number[])[]): Data {
  const width = rows[0]?.length ?? 0
  const edges = Array.from({ length: width }, (_, f) => {
    const sorted = rows.map((row) => row[f] ?? 0).sort((a, b) => a - b)
    const cuts = Array.from(
      { length: BINS - 1 },
      (_e, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)] ?? 0,
    )
    return [...new Set(cuts)].filter((cut) => cut < (sorted.at(-1) ?? 0))
  })
  const bins = edges.map((cuts, f) => Uint8Array.from(rows, (row) => binOf(cuts, row[f] ?? 0)))
  return { bins, edges, gradient: new Float64Array(rows.length), curvature: new Float64Array(rows.length) }
}

function binOf(cuts: readonly number[], value: number): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (cuts[middle] ?? Infinity)) high = middle
    else low = middle + 1
  }
  return low
}

function grow(data: Data, rows: Uint32Array, depth: number): TreeNode {
  let [g, h] = [0, 0]
  for (const i of rows) {
    g += data.gradient[i] ?? 0
    h += data.curvature[i] ?? 0
  }
  const split = depth === 0 ? null : bestSplit(data, rows, g, h)
  if (!split) return { value: (RATE * g) / (h + LAMBDA) }
  const bins = data.bins[split.feature] ?? new Uint8Array()
  const left = rows.filter((i) => (bins[i] ?? 0) <= split.bin)
  const right = rows.filter((i) => (bins[i] ?? 0) > split.bin)
  return {
    feature: split.feature,
    threshold: data.edges[split.feature]?.[split.bin] ?? 0,
    left: grow(data, left, depth - 1),
    right: grow(data, right, depth - 1),
  }
}

function bestSplit(
  { bins, edges, gradient, curvature }: Data,
  rows: Uint32Array,
  g: number,
  h: number,
): { feature: number; bin: number } | null {
  let best: { feature: number; bin: number } | null = null
  let most = 1e-9
  for (const [feature, binOfRow] of bins.entries()) {
    const sums = new Float64Array(BINS * 3)
    for (const i of rows) {
      const at = (binOfRow[i] ?? 0) * 3
      sums[at] = (sums[at] ?? 0) + (gradient[i] ?? 0)
      sums[at + 1] = (sums[at + 1] ?? 0) + (curvature[i] ?? 0)
      sums[at + 2] = (sums[at + 2] ?? 0) + 1
    }
    let [gl, hl, n] = [0, 0, 0]
    for (let bin = 0; bin < (edges[feature]?.length ?? 0); bin++) {
      gl += sums[bin * 3] ?? 0
      hl += sums[bin * 3 + 1] ?? 0
      n += sums[bin * 3 + 2] ?? 0
      if (n < LEAST_IN_LEAF || rows.length - n < LEAST_IN_LEAF) continue
      const gain = gl ** 2 / (hl + LAMBDA) + (g - gl) ** 2 / (h - hl + LAMBDA) - g ** 2 / (h + LAMBDA)
      if (gain > most) {
        most = gain
        best = { feature, bin }
      }
    }
  }
  return best
}
