import type { ItemIndex } from '../models/interactions.ts'

/** Numbers for names, in the order they come. */
export class Numbers {
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

  /** The same as the models know it. */
  index(): ItemIndex {
    return { ids: [...this.#known.keys()], at: this.#known }
  }
}
