/** Items as a model knows them: a dense number for each, in the order they were first met. */
export interface ItemIndex {
  /** The id of each number. */
  ids: readonly string[]
  /** The number of each id. */
  at: ReadonlyMap<string, number>
}

/**
 * Who had which items, packed for arithmetic: user `u` had `item[start[u]] … item[start[u + 1] - 1]`, in time
 * order. An item may come more than once. Plain data, so that it may be posted to a worker.
 */
export interface Sequences {
  items: ItemIndex
  /** One longer than there are users. */
  start: Int32Array
  item: Int32Array
  /** Milliseconds, or the place in the sequence where no time is known. */
  time: Float64Array
}

/** One thing that a user had; `at` is in milliseconds. */
export interface Interaction {
  user: string
  item: string
  at: number
}

/** What a scoring function is told of one person, oldest first. */
export interface HistoryItem {
  item: number
  /** Milliseconds. */
  at: number
}

export interface ScoredItem {
  item: number
  score: number
}

/** Ids without repetition, as an index. */
export function itemIndex(ids: Iterable<string>): ItemIndex {
  const at = new Map<string, number>()
  for (const id of ids) if (!at.has(id)) at.set(id, at.size)
  return { ids: [...at.keys()], at }
}

export const userCount = (sequences: Sequences): number => sequences.start.length - 1
export const itemCount = (sequences: Sequences): number => sequences.items.ids.length

/**
 * Packs interactions that come in any order. Users are numbered in the order they are first met, and so are
 * items, unless an index is given: then an item outside it is left out. Of two at one time, the first given
 * stays first.
 */
export function packSequences(interactions: readonly Interaction[], index?: ItemIndex): Sequences {
  const items = index ?? itemIndex(itemsOf(interactions))
  const users = new Map<string, Interaction[]>()
  for (const one of interactions) {
    const own = users.get(one.user)
    if (own) own.push(one)
    else users.set(one.user, [one])
  }
  const known = [...users.values()].map((own) =>
    own.filter(({ item }) => items.at.has(item)).sort((a, b) => a.at - b.at),
  )
  const total = known.reduce((sum, own) => sum + own.length, 0)
  const packed = {
    items,
    start: new Int32Array(known.length + 1),
    item: new Int32Array(total),
    time: new Float64Array(total),
  }
  let next = 0
  for (const [user, own] of known.entries()) {
    for (const { item, at } of own) {
      packed.item[next] = items.at.get(item) ?? 0
      packed.time[next++] = at
    }
    packed.start[user + 1] = next
  }
  return packed
}

function* itemsOf(interactions: readonly Interaction[]): Generator<string> {
  for (const { item } of interactions) yield item
}
