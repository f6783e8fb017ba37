import type { StockRow } from './queries-shelf.ts'
import { ShelfCategories } from './shelf-categories.ts'
import { newestFirst, newSince } from './shelf-order.ts'
import type { ShelfProduct } from './shelf-product.ts'
import { ShelfStock } from './shelf-stock.ts'
import type { Store } from './stores.ts'

/** What can be read from a shelf. */
export interface ShelfView {
  get: (productId: string) => ShelfProduct | null
  all: () => Iterable<ShelfProduct>
  /** The ids of those that can be bought online, newest first. */
  newest: () => readonly string[]
  /** What lies in this category or below it. */
  inCategory: (path: string) => ReadonlySet<ShelfProduct>
  readonly size: number
  categories: () => { category: string; products: number }[]
  stores: () => readonly Store[]
  /** Pieces of the variant in that store; null: not counted there. */
  stockIn: (storeId: string, variantId: string) => number | null
}

/** Products, stores and stock, put there by whoever knows them. */
export class ShelfContents implements ShelfView {
  readonly #products = new Map<string, ShelfProduct>()
  readonly #categories = new ShelfCategories()
  readonly #stock = new ShelfStock()
  #newest: readonly string[] = []
  #orderChanged = false
  #stores: readonly Store[] = []

  get size(): number {
    return this.#products.size
  }

  get = (productId: string) => this.#products.get(productId) ?? null
  all = () => this.#products.values()
  inCategory = (path: string) => this.#categories.in(path)
  categories = () => this.#categories.counts()
  stores = () => this.#stores
  stockIn = (storeId: string, variantId: string) => this.#stock.of(storeId, variantId)

  newest = () => {
    if (this.#orderChanged) this.sort()
    return this.#newest
  }

  put(product: ShelfProduct): void {
    const old = this.#products.get(product.productId)
    if (old) this.#categories.remove(old)
    this.#orderChanged ||= placeOf(old) !== placeOf(product)
    this.#products.set(product.productId, product)
    this.#categories.add(product)
  }

  remove(productId: string): void {
    const old = this.#products.get(productId)
    if (!old) return
    this.#orderChanged ||= old.sellable
    this.#categories.remove(old)
    for (const { variantId } of old.variants) this.#stock.drop(variantId)
    this.#products.delete(productId)
  }

  putStock(row: StockRow): void {
    this.#stock.put(row)
  }

  putStores(stores: readonly Store[]): void {
    this.#stores = stores
    this.#stock.dropStoresBut(new Set(stores.map(({ storeId }) => storeId)))
  }

  /** Brings `newest` up to date, now rather than when it is asked for. */
  sort(): void {
    if (!this.#orderChanged) return
    const sellable = [...this.#products.values()].filter((product) => product.sellable)
    this.#newest = newestFirst(sellable).map(({ productId }) => productId)
    this.#orderChanged = false
  }
}

/** Where it stands among the newest; null: nowhere. */
function placeOf(product: ShelfProduct | undefined): number | null {
  return product?.sellable ? newSince(product).getTime() : null
}
