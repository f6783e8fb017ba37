import { itemCount, type Sequences, userCount } from '../models/interactions.ts'

/** A history, oldest first, and what came next. */
export interface Asked {
  history: Int32Array
  next: number
}

export interface Split {
  /** What may be learned from. */
  train: Sequences
  asked: Asked[]
}

/** Users with fewer have too little to be learned from and asked about at once: they are learned from only. */
const FEWEST = 3

/**
 * Leaves out the end of every user: the last item is the test, the one before it is for validation. For
 * `validation` the last two are left out and the first of them is asked; for `test` the last one. At most
 * `most` users are asked, at equal distances.
 */
export function splitSequences(sequences: Sequences, step: 'validation' | 'test', most = Infinity): Split {
  const ends = step === 'validation' ? 2 : 1
  const users = userCount(sequences)
  const start = new Int32Array(users + 1)
  const kept = (u: number): [number, number] => {
    const [from, until] = [sequences.start[u] ?? 0, sequences.start[u + 1] ?? 0]
    return [from, until - from < FEWEST ? until : until - ends]
  }
  for (let u = 0; u < users; u++) start[u + 1] = (start[u] ?? 0) + kept(u)[1] - kept(u)[0]
  const item = new Int32Array(start[users] ?? 0)
  const time = new Float64Array(item.length)
  const able: Asked[] = []
  for (let u = 0; u < users; u++) {
    const [from, until] = kept(u)
    item.set(sequences.item.subarray(from, until), start[u])
    time.set(sequences.time.subarray(from, until), start[u])
    if ((sequences.start[u + 1] ?? 0) > until)
      able.push({ history: sequences.item.subarray(from, until), next: sequences.item[until] ?? 0 })
  }
  return { train: { items: sequences.items, start, item, time }, asked: everyNth(able, most) }
}

function everyNth(all: Asked[], most: number): Asked[] {
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]).filter(
    (one) => one !== undefined,
  )
}

/** How often each item was had. */
export function countsOf(sequences: Sequences): Float64Array {
  const counts = new Float64Array(itemCount(sequences))
  for (const item of sequences.item) counts[item] = (counts[item] ?? 0) + 1
  return counts
}
