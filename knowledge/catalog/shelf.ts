import { setImmediate as nextTick } from 'node:timers/promises'
import type { Db } from '#store/index.ts'
import { productsAfter } from './queries.ts'
import { readMoments } from './queries-moments.ts'
import { type CatalogMarks, readMarks, stockAfter } from './queries-shelf.ts'
import { listStores } from './queries-stores.ts'
import { ShelfContents, type ShelfView } from './shelf-contents.ts'
import { Interned, ShelfProduct } from './shelf-product.ts'

/** The catalog in memory, as it was at the last `follow`: what decisions read that cannot wait for a database. */
export interface Shelf extends ShelfView {
  /** Takes over what has changed; two calls at once are one. Answers the products that changed or went. */
  follow: () => Promise<{ changed: string[] }>
  /** Grows with every change that was taken over. */
  rev: () => number
}

const PAGE = 50
const STOCK_PAGE = 1000

/** Reads the whole catalog, yielding. */
export async function openShelf(db: Db): Promise<Shelf> {
  const shelf = new FollowingShelf(db)
  await shelf.follow()
  return shelf
}

class FollowingShelf extends ShelfContents implements Shelf {
  readonly #db: Db
  readonly #kept = new Interned()
  #marks: CatalogMarks = { products: 0, stock: 0, stores: '' }
  #following: Promise<{ changed: string[] }> | null = null

  constructor(db: Db) {
    super()
    this.#db = db
  }

  rev = () => Math.max(this.#marks.products, this.#marks.stock)

  follow = (): Promise<{ changed: string[] }> => {
    this.#following ??= this.#follow().finally(() => {
      this.#following = null
    })
    return this.#following
  }

  async #follow(): Promise<{ changed: string[] }> {
    const marks = await readMarks(this.#db)
    const changed = marks.products > this.#marks.products ? await this.#followProducts() : []
    if (marks.stores !== this.#marks.stores) {
      this.putStores(await listStores(this.#db))
      this.#marks.stores = marks.stores
    }
    if (marks.stock > this.#marks.stock) await this.#followStock()
    this.settle()
    return { changed }
  }

  async #followProducts(): Promise<string[]> {
    const ids: string[] = []
    for (;;) {
      const page = await productsAfter(this.#db, this.#marks.products, PAGE)
      const moments = await readMoments(
        this.#db,
        page.map(({ productId }) => productId),
      )
      for (const product of page) {
        const { productId } = product
        if (product.deleted || product.variants.length === 0) this.remove(productId)
        else this.put(new ShelfProduct(product, moments.get(productId), this.#kept))
        ids.push(productId)
        this.#marks.products = product.rev
      }
      if (page.length < PAGE) return ids
      await nextTick()
    }
  }

  async #followStock(): Promise<void> {
    for (;;) {
      const rows = await stockAfter(this.#db, this.#marks.stock, STOCK_PAGE)
      for (const row of rows) {
        this.putStock(row)
        this.#marks.stock = row.rev
      }
      if (rows.length < STOCK_PAGE) return
      await nextTick()
    }
  }
}
