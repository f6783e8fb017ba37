import type { ShelfProduct } from './shelf-product.ts'

/** Since when a shopper may call it new: its release, else when it first came. */
export function newSince(product: ShelfProduct): Date {
  return product.releaseAt ?? product.firstSeenAt
}

// seconds and a place on the shelf share one number: 2^31 seconds, 2^22 places
const PLACES = 2 ** 22
/** Up to so many changes are put in one by one; more are sorted in together. */
const FEW = 64

/**
 * Places by newness. Numbers are sorted, not products: a hundred thousand take some 10 ms, and one more moves
 * only memory.
 */
export class ShelfOrder {
  /** Ascending: the newest is the last. */
  #keys = new Float64Array(1024)
  #size = 0
  readonly #coming = new Set<number>()

  get size(): number {
    return this.#size + this.#coming.size
  }

  add(place: number, since: Date): void {
    this.#coming.add(keyOf(place, since))
  }

  remove(place: number, since: Date): void {
    const key = keyOf(place, since)
    if (this.#coming.delete(key)) return
    const at = this.#placeOf(key)
    if (this.#keys[at] !== key || at >= this.#size) return
    this.#keys.copyWithin(at, at + 1, this.#size)
    this.#size--
  }

  /** Sorts in what came. */
  settle(): void {
    if (this.#coming.size === 0) return
    const coming = [...this.#coming]
    this.#coming.clear()
    this.#grow(coming.length)
    if (coming.length > FEW) {
      this.#keys.set(coming, this.#size)
      this.#size += coming.length
      this.#keys.subarray(0, this.#size).sort()
    } else for (const key of coming) this.#insert(key)
  }

  /** The place of the n-th newest, from 0. */
  nth(n: number): number {
    return placeIn(this.#keys[this.#size - 1 - n] ?? 0)
  }

  /** The oldest ones, at most so many. */
  oldest(limit: number): number[] {
    this.settle()
    return Array.from(this.#keys.subarray(0, Math.min(limit, this.#size)), placeIn)
  }

  #insert(key: number): void {
    const at = this.#placeOf(key)
    this.#keys.copyWithin(at + 1, at, this.#size)
    this.#keys[at] = key
    this.#size++
  }

  /** Where the key is, or belongs. */
  #placeOf(key: number): number {
    let [low, high] = [0, this.#size]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#keys[middle] ?? 0) < key) low = middle + 1
      else high = middle
    }
    return low
  }

  #grow(by: number): void {
    if (this.#size + by <= this.#keys.length) return
    const grown = new Float64Array(2 * (this.#size + by))
    grown.set(this.#keys.subarray(0, this.#size))
    this.#keys = grown
  }
}

/** Of one second the earlier place is the newer one. */
function keyOf(place: number, since: Date): number {
  return Math.max(Math.floor(since.getTime() / 1000), 0) * PLACES + (PLACES - 1 - place)
}

function placeIn(key: number): number {
  return PLACES - 1 - (key - Math.floor(key / PLACES) * PLACES) // a remainder of doubles is slow
}
