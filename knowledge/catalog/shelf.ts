import { setImmediate as nextTick } from 'node:timers/promises'
import type { Db } from '#store/index.ts'
import { productsAfter } from './queries.ts'
import { readMoments } from './queries-moments.ts'
import { type CatalogMarks, readMarks, stockAfter } from './queries-shelf.ts'
import { listStores } from './queries-stores.ts'
import { ShelfCategories } from './shelf-categories.ts'
import { newestFirst, newSince } from './shelf-order.ts'
import { Interned, ShelfProduct } from './shelf-product.ts'
import { ShelfStock } from './shelf-stock.ts'
import type { Store } from './stores.ts'

/** The catalog in memory, as it was at the last `follow`: what decisions read that cannot wait for a database. */
export interface Shelf {
  /** Takes over what has changed; two calls at once are one. Answers the products that changed or went. */
  follow: () => Promise<{ changed: string[] }>
  get: (productId: string) => ShelfProduct | null
  all: () => Iterable<ShelfProduct>
  /** The ids of those that can be bought online, newest first. */
  newest: () => readonly string[]
  /** What lies in this category or below it. */
  inCategory: (path: string) => ReadonlySet<ShelfProduct>
  readonly size: number
  /** Grows with every change that was taken over. */
  readonly rev: number
  categories: () => { category: string; products: number }[]
  stores: () => readonly Store[]
  /** Pieces of the variant in that store; null: not counted there. */
  stockIn: (storeId: string, variantId: string) => number | null
}

const PAGE = 50
const STOCK_PAGE = 1000

/** Reads the whole catalog, yielding. */
export async function openShelf(db: Db): Promise<Shelf> {
  const shelf = new FollowingShelf(db)
  await shelf.follow()
  return shelf
}

class FollowingShelf implements Shelf {
  rev = 0
  readonly #db: Db
  readonly #products = new Map<string, ShelfProduct>()
  readonly #categories = new ShelfCategories()
  readonly #stock = new ShelfStock()
  readonly #kept = new Interned()
  #newest: readonly string[] = []
  #orderChanged = false
  #stores: readonly Store[] = []
  #marks: CatalogMarks = { products: 0, stock: 0, stores: '' }
  #following: Promise<{ changed: string[] }> | null = null

  constructor(db: Db) {
    this.#db = db
  }

  get size(): number {
    return this.#products.size
  }

  get = (productId: string) => this.#products.get(productId) ?? null
  all = () => this.#products.values()
  newest = () => this.#newest
  inCategory = (path: string) => this.#categories.in(path)
  categories = () => this.#categories.counts()
  stores = () => this.#stores
  stockIn = (storeId: string, variantId: string) => this.#stock.of(storeId, variantId)

  follow = (): Promise<{ changed: string[] }> => {
    this.#following ??= this.#follow().finally(() => {
      this.#following = null
    })
    return this.#following
  }

  async #follow(): Promise<{ changed: string[] }> {
    const marks = await readMarks(this.#db)
    const changed: string[] = []
    if (marks.products > this.#marks.products) changed.push(...(await this.#followProducts()))
    if (marks.stores !== this.#marks.stores) await this.#readStores(marks.stores)
    if (marks.stock > this.#marks.stock) await this.#followStock()
    if (this.#orderChanged) this.#sort()
    this.rev = Math.max(this.#marks.products, this.#marks.stock)
    return { changed }
  }

  async #followProducts(): Promise<string[]> {
    const ids: string[] = []
    for (;;) {
      const changed = await productsAfter(this.#db, this.#marks.products, PAGE)
      const moments = await readMoments(
        this.#db,
        changed.map(({ productId }) => productId),
      )
      for (const product of changed) {
        this.#take(
          product.deleted || product.variants.length === 0
            ? null
            : new ShelfProduct(product, moments.get(product.productId), this.#kept),
          product.productId,
        )
        ids.push(product.productId)
        this.#marks.products = product.rev
      }
      if (changed.length < PAGE) return ids
      await nextTick()
    }
  }

  #take(product: ShelfProduct | null, productId: string): void {
    const old = this.#products.get(productId)
    if (old) this.#categories.remove(old)
    this.#orderChanged ||= placeOf(old) !== placeOf(product)
    if (product === null) {
      for (const { variantId } of old?.variants ?? []) this.#stock.drop(variantId)
      this.#products.delete(productId)
      return
    }
    this.#products.set(productId, product)
    this.#categories.add(product)
  }

  #sort(): void {
    const sellable = [...this.#products.values()].filter((product) => product.sellable)
    this.#newest = newestFirst(sellable).map(({ productId }) => productId)
    this.#orderChanged = false
  }

  async #readStores(mark: string): Promise<void> {
    this.#stores = await listStores(this.#db)
    this.#stock.dropStoresBut(new Set(this.#stores.map(({ storeId }) => storeId)))
    this.#marks.stores = mark
  }

  async #followStock(): Promise<void> {
    for (;;) {
      const rows = await stockAfter(this.#db, this.#marks.stock, STOCK_PAGE)
      for (const row of rows) {
        this.#stock.put(row)
        this.#marks.stock = row.rev
      }
      if (rows.length < STOCK_PAGE) return
      await nextTick()
    }
  }
}

/** Where it stands among the newest; null: nowhere. */
function placeOf(product: ShelfProduct | null | undefined): number | null {
  return product?.sellable ? newSince(product).getTime() : null
}
