import type { StockRow } from './queries-shelf.ts'

const UNKNOWN = -1

/** Counts by store and variant, packed: a number for each variant, a row of counts for each store. */
export class ShelfStock {
  readonly #at = new Map<string, number>()
  readonly #stores = new Map<string, Int32Array>()

  put({ variantId, storeId, quantity }: StockRow): void {
    let at = this.#at.get(variantId)
    if (at === undefined) {
      at = this.#at.size
      this.#at.set(variantId, at)
    }
    const row = this.#rowOf(storeId, at)
    row[at] = quantity
  }

  /** null: not counted there. */
  of(storeId: string, variantId: string): number | null {
    const at = this.#at.get(variantId)
    const quantity = at === undefined ? UNKNOWN : (this.#stores.get(storeId)?.[at] ?? UNKNOWN)
    return quantity === UNKNOWN ? null : quantity
  }

  /** Forgets the counts of a variant that is gone. */
  drop(variantId: string): void {
    const at = this.#at.get(variantId)
    if (at === undefined) return
    for (const row of this.#stores.values()) if (at < row.length) row[at] = UNKNOWN
  }

  dropStoresBut(known: ReadonlySet<string>): void {
    for (const storeId of this.#stores.keys()) if (!known.has(storeId)) this.#stores.delete(storeId)
  }

  #rowOf(storeId: string, at: number): Int32Array {
    const row = this.#stores.get(storeId)
    if (row && at < row.length) return row
    const grown = new Int32Array(Math.max(1024, 2 * (at + 1))).fill(UNKNOWN)
    if (row) grown.set(row)
    this.#stores.set(storeId, grown)
    return grown
  }
}
