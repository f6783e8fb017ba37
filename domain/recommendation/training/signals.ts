import type { ShelfView } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import {
  browsingEvents,
  readBrowsing,
  readErased,
  readLines,
  readRefusals,
  readRoots,
} from '../queries-signals.ts'

/** One thing that somebody did with a product. People are numbers: who they are stays behind. */
export interface Signal {
  person: number
  productId: string
  /** Milliseconds. */
  at: number
}

export interface Purchase extends Signal {
  /** Numbers of one order are equal. */
  basket: number
  storeId: string | null
}

export interface Look extends Signal {
  kind: 'viewed' | 'carted'
  city: string | null
}

export interface Signals {
  purchases: Purchase[]
  looks: Look[]
  people: number
  /** People whose no to personalisation keeps their browsing and their orders out. */
  refused: number
}

const DAY_MS = 86_400_000
/** Looks say what is wanted now, purchases also what goes together. */
const LOOKS_DAYS = 180
const PURCHASES_DAYS = 1100

/**
 * What people did with products, merged people as one. Whoever said no to personalisation is left out whole,
 * with all that is known of any member; of all others events stand here only where they might be recorded at
 * all. Nothing of it names anybody. Who was erased is in no training from then on: their events are gone, and
 * what is left of their orders for the books is passed over.
 */
export async function readSignals(
  db: Db,
  shelf: ShelfView,
  now: Date,
  pause: () => Promise<void>,
): Promise<Signals> {
  const roots = await readRoots(db)
  const rootOf = (customerId: string) => roots.get(customerId) ?? customerId
  const refused = new Set((await readRefusals(db)).map(rootOf))
  const erased = await readErased(db)
  const people = new Numbers()
  const personOf = (customerId: string) => {
    const root = rootOf(customerId)
    return refused.has(root) || erased.has(customerId) ? null : people.of(root)
  }
  await pause()
  const until = now.getTime()
  const purchases = await readPurchases(db, new Date(until - PURCHASES_DAYS * DAY_MS), personOf, pause)
  const looks = await readLooks(db, new Date(until - LOOKS_DAYS * DAY_MS), shelf, personOf, pause)
  return {
    purchases: purchases.filter(({ at }) => at <= until),
    looks: looks.filter(({ at }) => at <= until),
    people: people.size,
    refused: refused.size,
  }
}

type PersonOf = (customerId: string) => number | null

async function readPurchases(
  db: Db,
  since: Date,
  personOf: PersonOf,
  pause: () => Promise<void>,
): Promise<Purchase[]> {
  const baskets = new Numbers()
  const purchases: Purchase[] = []
  for await (const rows of readLines(db, since)) {
    for (const { customerId, orderId, productId, at, storeId } of rows) {
      const person = personOf(customerId)
      if (person === null) continue
      purchases.push({ person, productId, at: at.getTime(), basket: baskets.of(orderId), storeId })
    }
    await pause()
  }
  return purchases
}

async function readLooks(
  db: Db,
  since: Date,
  shelf: ShelfView,
  personOf: PersonOf,
  pause: () => Promise<void>,
): Promise<Look[]> {
  const productOf = productsByVariant(shelf)
  const looks: Look[] = []
  for (const name of browsingEvents) {
    const kind = name === 'Product Added' ? 'carted' : 'viewed'
    for await (const rows of readBrowsing(db, name, since)) {
      for (const { customerId, productId, variantId, at, city } of rows) {
        const person = personOf(customerId)
        const named = productId ?? (variantId === null ? null : productOf(variantId))
        if (person !== null && named !== null)
          looks.push({ person, productId: named, at: at.getTime(), kind, city })
      }
      await pause()
    }
  }
  return looks.sort((a, b) => a.at - b.at)
}

/** Made once, and only where some event names a variant alone. */
function productsByVariant(shelf: ShelfView): (variantId: string) => string | null {
  let known: Map<string, string> | null = null
  return (variantId) => {
    known ??= new Map(
      [...shelf.all()].flatMap((product) =>
        product.variants.map((variant): [string, string] => [variant.variantId, product.productId]),
      ),
    )
    return known.get(variantId) ?? null
  }
}

/** Numbers for names, in the order they come. */
class Numbers {
  readonly #known = new Map<string, number>()

  get size(): number {
    return this.#known.size
  }

  of(name: string): number {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const next = this.#known.size
    this.#known.set(name, next)
    return next
  }
}
