import type { Product } from '#knowledge/catalog/index.ts'
import { isColourName } from './colours.ts'
import { isSizeName, normaliseSize } from './sizes.ts'
import { fold, termsOf } from './tokenise.ts'

/** An option or attribute with its value, as the catalog writes it; one object for all products that have it. */
export interface Pair {
  name: string
  value: string
  /** The name, folded. */
  key: string
  kind: 'colour' | 'size' | 'other'
}

/**
 * What the filters' facts are made of, each once in memory, and the words a shopper may name them by. It never
 * forgets: a name of goods that are gone finds nothing and is let go.
 */
export class FactPool {
  readonly #texts = new Map<string, string>()
  readonly #pairs = new Map<string, Pair>()
  readonly #segments = new Map<string, readonly string[]>()
  /** Names by their stems, joined by blanks. */
  readonly brands = new Map<string, string>()
  /** Folded, each with how many products were seen of it. */
  readonly brandNames = new Map<string, number>()
  /** The segments of category paths, by their stems. */
  readonly categories = new Map<string, string>()
  /** Every path and its beginnings as the catalog writes them, by their folded form. */
  readonly paths = new Map<string, string>()
  /** What a product may be, have or be made of, by its stems: `waterproof`, `merino wool`. */
  readonly claims = new Map<string, string>()
  /** Names of options and attributes, by their folded form. */
  readonly names = new Map<string, string>()
  /** Normalised. */
  readonly sizes = new Set<string>()
  /** What colours are called, by their stems. */
  readonly colours = new Map<string, string>()
  /** The different values of each name, as far as they are few enough to choose from. */
  readonly #values = new Map<string, Set<Pair>>()
  /** How many variants are priced in each. */
  readonly #currencies = new Map<string, number>()

  text(value: string): string {
    const known = this.#texts.get(value)
    if (known !== undefined) return known
    this.#texts.set(value, value)
    return value
  }

  pair(name: string, value: string): Pair {
    const id = `${name}\0${value}`
    const known = this.#pairs.get(id)
    if (known) return known
    const kind = isColourName(name) ? 'colour' : isSizeName(name) ? 'size' : 'other'
    const pair: Pair = { name: this.text(name), value: this.text(value), key: this.text(keyOf(name)), kind }
    this.#pairs.set(id, pair)
    if (!this.names.has(pair.key)) this.names.set(pair.key, pair.name)
    if (kind === 'size') this.sizes.add(normaliseSize(value))
    if (kind === 'colour') keep(this.colours, value)
    const values = this.#values.get(pair.key)
    if (!values) this.#values.set(pair.key, new Set([pair]))
    else if (values.size <= MOST_VALUES) values.add(pair)
    return pair
  }

  /** Whether a shopper can choose by it: it has several values, and not too many. */
  isChoice({ key, kind }: Pair): boolean {
    const values = this.#values.get(key)?.size ?? 0
    return kind === 'other' && values > 1 && values <= MOST_VALUES
  }

  /** The stems of each segment of a path. */
  segmentsOf(path: string): (readonly string[])[] {
    const segments = path.split('>').map((segment) => segment.trim())
    segments.forEach((_, at) => {
      const whole = segments.slice(0, at + 1).join(' > ')
      if (!this.paths.has(fold(whole))) this.paths.set(fold(whole), whole)
    })
    return segments.map((segment) => this.stemsOf(segment))
  }

  /** The stems of a category's or kind's name. */
  stemsOf(segment: string): readonly string[] {
    const known = this.#segments.get(segment)
    if (known) return known
    const terms = termsOf(segment).map((term) => this.text(term))
    this.#segments.set(segment, terms)
    return terms
  }

  /** Hears of a product's brand, categories, claims and currency. */
  note(product: Product): void {
    if (product.brand) {
      const name = fold(product.brand).trim()
      this.brandNames.set(name, (this.brandNames.get(name) ?? 0) + 1)
      keep(this.brands, product.brand)
    }
    for (const path of product.categories)
      for (const segment of path.split('>')) keep(this.categories, segment.trim())
    for (const [name, value] of Object.entries(product.attributes)) this.#noteClaim(name, value)
    const currency = product.variants[0]?.price.currency
    if (currency) this.#currencies.set(currency, (this.#currencies.get(currency) ?? 0) + 1)
  }

  productsBy(brand: string): number {
    return this.brandNames.get(fold(brand).trim()) ?? 0
  }

  /** What most goods are priced in; null while there are none. */
  currency(): string | null {
    const [most] = [...this.#currencies].sort((a, b) => b[1] - a[1])
    return most?.[0] ?? null
  }

  #noteClaim(name: string, value: string): void {
    if (yesOrNo.test(value)) keep(this.claims, name)
    if (!materialName.test(name)) return
    for (const material of materialsIn(value)) {
      keep(this.claims, material)
      const last = material.split(' ').at(-1)
      if (last !== undefined && last.length > 3) keep(this.claims, last)
    }
  }
}

const MOST_VALUES = 30

export const keyOf = (name: string) => fold(name).trim()

const yesOrNo = /^(yes|true|no|none|false|fully|ja|nein)\b/i
const materialName = /\b(material|fabric|upper|composition)\b/i

function keep(names: Map<string, string>, name: string): void {
  const key = termsOf(name).join(' ')
  if (key !== '' && !names.has(key)) names.set(key, name)
}

// "80% merino wool, 20% nylon" is merino wool and nylon
function materialsIn(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[,;/+&(]|\band\b|\bwith\b/)
    .map((part) => part.replace(/\d+([.,]\d+)?\s*%/g, '').trim())
    .filter((part) => /^\p{L}[\p{L}\s-]{2,29}$/u.test(part))
}
