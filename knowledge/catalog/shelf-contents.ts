import type { StockRow } from './queries-shelf.ts'
import { isBeforeRelease } from './release.ts'
import { ShelfCategories } from './shelf-categories.ts'
import { newSince, ShelfOrder } from './shelf-order.ts'
import type { ShelfProduct } from './shelf-product.ts'
import { ShelfStock } from './shelf-stock.ts'
import type { Store } from './stores.ts'

/** What can be read from a shelf. */
export interface ShelfView {
  get: (productId: string) => ShelfProduct | null
  all: () => Iterable<ShelfProduct>
  /** Those that can be bought online, newest first; read it before anything changes. */
  newest: () => Iterable<ShelfProduct>
  /** The other end of the same, the oldest first. */
  oldest: (limit: number) => ShelfProduct[]
  /** What lies in this category or below it. */
  inCategory: (path: string) => ReadonlySet<ShelfProduct>
  readonly size: number
  /** Whether something is before its release, and open to some already. */
  hasReleases: (now: Date) => boolean
  /** How many can be bought online. */
  readonly sellable: number
  categories: () => { category: string; products: number }[]
  stores: () => readonly Store[]
  /** Pieces of the variant in that store; null: not counted there. */
  stockIn: (storeId: string, variantId: string) => number | null
}

/** Products, stores and stock, put there by whoever knows them. */
export class ShelfContents implements ShelfView {
  /** The place of each product, and what stands there; places of products that went are used again. */
  readonly #places = new Map<string, number>()
  readonly #standing: (ShelfProduct | null)[] = []
  readonly #free: number[] = []
  readonly #order = new ShelfOrder()
  readonly #categories = new ShelfCategories()
  readonly #stock = new ShelfStock()
  /** What lets some in before others. */
  readonly #early = new Set<ShelfProduct>()
  #stores: readonly Store[] = []

  get size(): number {
    return this.#places.size
  }

  hasReleases = (now: Date) => {
    for (const product of this.#early)
      if (product.early !== null && product.early.from <= now && isBeforeRelease(product, now)) return true
    return false
  }

  get sellable(): number {
    return this.#order.size
  }

  get = (productId: string) => this.#at(this.#places.get(productId))
  all = () => this.#standing.filter((product) => product !== null)
  inCategory = (path: string) => this.#categories.in(path)
  categories = () => this.#categories.counts()
  stores = () => this.#stores
  stockIn = (storeId: string, variantId: string) => this.#stock.of(storeId, variantId)
  oldest = (limit: number) => this.#order.oldest(limit).flatMap((place) => this.#at(place) ?? [])
  newest = () => this.#newest();

  *#newest(): Generator<ShelfProduct> {
    this.#order.settle()
    for (let n = 0; n < this.#order.size; n++) {
      const product = this.#at(this.#order.nth(n))
      if (product) yield product
    }
  }

  put(product: ShelfProduct): void {
    const place = this.#places.get(product.productId) ?? this.#free.pop() ?? this.#standing.length
    const old = this.#at(place)
    this.#places.set(product.productId, place)
    this.#standing[place] = product
    if (old) this.#early.delete(old)
    if (product.early !== null) this.#early.add(product)
    if (old) this.#categories.remove(old)
    this.#categories.add(product)
    const [before, since] = [
      old?.sellable ? newSince(old) : null,
      product.sellable ? newSince(product) : null,
    ]
    if (before?.getTime() === since?.getTime()) return
    if (before) this.#order.remove(place, before)
    if (since) this.#order.add(place, since)
  }

  remove(productId: string): void {
    const place = this.#places.get(productId)
    const old = this.#at(place)
    if (place === undefined || !old) return
    this.#early.delete(old)
    if (old.sellable) this.#order.remove(place, newSince(old))
    this.#categories.remove(old)
    for (const { variantId } of old.variants) this.#stock.drop(variantId)
    this.#places.delete(productId)
    this.#standing[place] = null
    this.#free.push(place)
  }

  putStock(row: StockRow): void {
    this.#stock.put(row)
  }

  putStores(stores: readonly Store[]): void {
    this.#stores = stores
    this.#stock.dropStoresBut(new Set(stores.map(({ storeId }) => storeId)))
  }

  /** Brings `newest` up to date now, rather than when it is asked for. */
  settle(): void {
    this.#order.settle()
  }

  #at(place: number | undefined): ShelfProduct | null {
    return place === undefined ? null : (this.#standing[place] ?? null)
  }
}
