import type { ShelfProduct } from './shelf-product.ts'

/** Every path and its beginnings, in lower case: `clothing > jackets` and `clothing`. */
export function pathsOf(categories: readonly string[]): string[] {
  const paths = new Set<string>()
  for (const category of categories) {
    const parts = category.toLowerCase().split(' > ')
    for (let length = 1; length <= parts.length; length++) paths.add(parts.slice(0, length).join(' > '))
  }
  return [...paths]
}

/** Which products lie in a category, kept as products come and go. */
export class ShelfCategories {
  readonly #members = new Map<string, Set<ShelfProduct>>()
  /** As the shop writes them. */
  readonly #names = new Map<string, string>()

  add(product: ShelfProduct): void {
    for (const path of pathsOf(product.categories)) {
      const members = this.#members.get(path)
      if (members) members.add(product)
      else this.#members.set(path, new Set([product]))
    }
    for (const name of product.categories) this.#names.set(name.toLowerCase(), name)
  }

  remove(product: ShelfProduct): void {
    for (const path of pathsOf(product.categories)) {
      const members = this.#members.get(path)
      members?.delete(product)
      if (members?.size === 0) this.#members.delete(path)
    }
  }

  /** What lies in it or below it. */
  in(path: string): ReadonlySet<ShelfProduct> {
    return this.#members.get(path.toLowerCase()) ?? none
  }

  counts(): { category: string; products: number }[] {
    return [...this.#members]
      .map(([path, members]) => ({ category: this.#names.get(path) ?? path, products: members.size }))
      .sort((a, b) => (a.category < b.category ? -1 : 1))
  }
}

const none: ReadonlySet<ShelfProduct> = new Set()
