import { itemCount, type Sequences, userCount } from './interactions.ts'

/**
 * Who had what, each thing once: user `u` had `item[start[u]] … item[start[u + 1] - 1]`, by rising number.
 * `weight` is how much it says of them: 1 where nothing is known but that they had it.
 */
export interface RatingMatrix {
  items: number
  start: Int32Array
  item: Int32Array
  weight: Float64Array
}

export const usersOf = (matrix: RatingMatrix): number => matrix.start.length - 1

/** Each thing a user had counts once, however often they had it. */
export async function matrixOf(
  sequences: Sequences,
  pace: () => Promise<void> = async () => {},
): Promise<RatingMatrix> {
  const users = userCount(sequences)
  const start = new Int32Array(users + 1)
  const item = new Int32Array(sequences.item.length)
  let next = 0
  for (let u = 0; u < users; u++) {
    const own = sequences.item.slice(sequences.start[u], sequences.start[u + 1]).sort()
    for (const [n, one] of own.entries()) if (n === 0 || one !== own[n - 1]) item[next++] = one
    start[u + 1] = next
    if (u % 256 === 0) await pace()
  }
  return {
    items: itemCount(sequences),
    start,
    item: item.slice(0, next),
    weight: new Float64Array(next).fill(1),
  }
}

/** A matrix from one list of (item, weight) for every user. No item twice in a list. */
export function packRows(rows: readonly (readonly (readonly [number, number])[])[], items: number) {
  const start = new Int32Array(rows.length + 1)
  for (const [u, row] of rows.entries()) start[u + 1] = (start[u] ?? 0) + row.length
  const item = new Int32Array(start[rows.length] ?? 0)
  const weight = new Float64Array(item.length)
  let next = 0
  for (const row of rows) {
    for (const [one, worth] of [...row].sort((a, b) => a[0] - b[0])) {
      item[next] = one
      weight[next++] = worth
    }
  }
  return { items, start, item, weight } satisfies RatingMatrix
}

/** The same with users and items changed over. */
export function transposed(matrix: RatingMatrix): RatingMatrix {
  const users = usersOf(matrix)
  const start = new Int32Array(matrix.items + 1)
  for (const item of matrix.item) start[item + 1] = (start[item + 1] ?? 0) + 1
  for (let i = 0; i < matrix.items; i++) start[i + 1] = (start[i + 1] ?? 0) + (start[i] ?? 0)
  const next = start.slice(0, matrix.items)
  const item = new Int32Array(matrix.item.length)
  const weight = new Float64Array(matrix.item.length)
  for (let u = 0; u < users; u++) {
    for (let n = matrix.start[u] ?? 0; n < (matrix.start[u + 1] ?? 0); n++) {
      const of = matrix.item[n] ?? 0
      const at = next[of] ?? 0
      next[of] = at + 1
      item[at] = u
      weight[at] = matrix.weight[n] ?? 0
    }
  }
  return { items: users, start, item, weight }
}
