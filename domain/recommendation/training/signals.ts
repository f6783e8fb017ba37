import type { ShelfView } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { ItemIndex } from '../models/interactions.ts'
import {
  browsingEvents,
  readBrowsing,
  readErased,
  readLines,
  readRefusals,
  readRoots,
} from '../queries-signals.ts'
import { Numbers } from './numbers.ts'

/** One thing that somebody did with a product. */
export interface Signal {
  item: number
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

/** What people did, by person: they are numbers here, and who they are stays behind. Each in time order. */
export interface Signals {
  items: ItemIndex
  purchases: Purchase[][]
  looks: Look[][]
  counts: { purchases: number; looks: number; people: number }
  /** People whose no to personalisation keeps their browsing and their orders out. */
  refused: number
  latestAt: number | null
}

const DAY_MS = 86_400_000
/** Looks say what is wanted now, purchases also what goes together. */
const LOOKS_DAYS = 180
const PURCHASES_DAYS = 1100

/**
 * What people did with products up to now, merged people as one. Whoever said no to personalisation is left out
 * whole, with all that is known of any member; of all others events stand here only where they might be recorded
 * at all. Nothing of it names anybody. Who was erased is in no training from then on: their events are gone, and
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
  const gathering: Gathering = {
    products: new Numbers(),
    until: now.getTime(),
    latestAt: null,
    personOf: (customerId) => {
      const root = rootOf(customerId)
      return refused.has(root) || erased.has(customerId) ? null : people.of(root)
    },
    pause,
  }
  const purchases = await readPurchases(db, gathering)
  const looks = await readLooks(db, shelf, gathering)
  return {
    items: gathering.products.index(),
    purchases: await inTimeOrder(purchases, people.size, pause),
    looks: await inTimeOrder(looks, people.size, pause),
    counts: { purchases: countOf(purchases), looks: countOf(looks), people: people.size },
    refused: refused.size,
    latestAt: gathering.latestAt,
  }
}

interface Gathering {
  products: Numbers
  until: number
  latestAt: number | null
  /** null: who is not learned from. */
  personOf: (customerId: string) => number | null
  pause: () => Promise<void>
}

type ByPerson<S> = Map<number, S[]>

async function readPurchases(db: Db, gathering: Gathering): Promise<ByPerson<Purchase>> {
  const baskets = new Numbers()
  const found: ByPerson<Purchase> = new Map()
  for await (const rows of readLines(db, new Date(gathering.until - PURCHASES_DAYS * DAY_MS))) {
    for (const { customerId, orderId, productId, at, storeId } of rows)
      put(found, gathering, customerId, productId, at, { basket: baskets.of(orderId), storeId })
    await gathering.pause()
  }
  return found
}

async function readLooks(db: Db, shelf: ShelfView, gathering: Gathering): Promise<ByPerson<Look>> {
  const productOf = productsByVariant(shelf)
  const found: ByPerson<Look> = new Map()
  for (const name of browsingEvents) {
    const kind = name === 'Product Added' ? 'carted' : 'viewed'
    for await (const rows of readBrowsing(db, name, new Date(gathering.until - LOOKS_DAYS * DAY_MS))) {
      for (const { customerId, productId, variantId, at, city } of rows) {
        const named = productId ?? (variantId === null ? null : productOf(variantId))
        if (named !== null) put(found, gathering, customerId, named, at, { kind, city })
      }
      await gathering.pause()
    }
  }
  return found
}

/** Adds what somebody did, where they may be learned from and it has happened already. */
function put<R extends object>(
  found: ByPerson<Signal & R>,
  gathering: Gathering,
  customerId: string,
  productId: string,
  time: Date,
  rest: R,
): void {
  const at = time.getTime()
  const person = at <= gathering.until ? gathering.personOf(customerId) : null
  if (person === null) return
  gathering.latestAt = Math.max(gathering.latestAt ?? at, at)
  const signal = { item: gathering.products.of(productId), at, ...rest }
  const theirs = found.get(person)
  if (theirs) theirs.push(signal)
  else found.set(person, [signal])
}

async function inTimeOrder<S extends Signal>(
  found: ByPerson<S>,
  people: number,
  pause: () => Promise<void>,
): Promise<S[][]> {
  const ordered: S[][] = []
  for (let person = 0; person < people; person++) {
    ordered.push((found.get(person) ?? []).sort((a, b) => a.at - b.at))
    await pause()
  }
  return ordered
}

function countOf(found: ByPerson<Signal>): number {
  let count = 0
  for (const theirs of found.values()) count += theirs.length
  return count
}

/** Made once, and only where some event names a variant alone. */
function productsByVariant(shelf: ShelfView): (variantId: string) => string | null {
  let known: Map<string, string> | null = null
  return (variantId) => {
    if (known === null) {
      known = new Map()
      for (const product of shelf.all())
        for (const variant of product.variants) known.set(variant.variantId, product.productId)
    }
    return known.get(variantId) ?? null
  }
}
