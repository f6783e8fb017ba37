import type { Product } from '#knowledge/catalog/index.ts'
import { isColourName } from './colours.ts'
import { isSizeName, normaliseSize } from './sizes.ts'
import { fold, termsOf } from './tokenise.ts'

/** What an option or attribute is called; one object for all that are called so. */
export interface Name {
  name: string
  /** Folded. */
  key: string
  /** Its stems between blanks. */
  stems: string
  kind: 'colour' | 'size' | 'type' | 'other'
  /** Whether its values are what a product is made of. */
  isMaterial: boolean
  /** Whether it is a size of the whole product. */
  isWholeSize: boolean
  /** How many different values it has. */
  values: number
  /** How many products were seen that say something of it. */
  products: number
}

/** An option or attribute with its value, as the catalog writes it; one object for all products that have it. */
export interface Pair {
  of: Name
  value: string
  /** Folded. */
  folded: string
}

/** More values than these are no choice any more. */
const MOST_VALUES = 30

/** Whether a shopper can choose by it: it has several values, and not too many. */
export const isChoice = ({ kind, values }: Name): boolean =>
  kind === 'other' && values > 1 && values <= MOST_VALUES

/**
 * What the filters' facts are made of, each once in memory, and the words a shopper may name them by. It never
 * forgets: a name of goods that are gone finds nothing and is let go.
 */
export class FactPool {
  readonly #texts = new Map<string, string>()
  readonly #names = new Map<string, Name>()
  readonly #pairs = new Map<Name, Map<string, Pair>>()
  readonly #stems = new Map<string, readonly string[]>()
  readonly #segments = new Map<string, readonly (readonly string[])[]>()
  readonly #claimed = new Set<string>()
  #products = 0
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
  /** Those of them that are materials. */
  readonly materials = new Set<string>()
  /** Names of options and attributes, by their folded form. */
  readonly names = new Map<string, string>()
  /** Normalised. */
  readonly sizes = new Set<string>()
  /** What colours are called, by their stems. */
  readonly colours = new Map<string, string>()
  /** How many products are priced in each. */
  readonly #currencies = new Map<string, number>()

  text(value: string): string {
    const known = this.#texts.get(value)
    if (known !== undefined) return known
    this.#texts.set(value, value)
    return value
  }

  name(written: string): Name {
    const known = this.#names.get(written)
    if (known) return known
    const key = this.text(keyOf(written))
    const name: Name = {
      name: this.text(written),
      key,
      stems: ` ${termsOf(written).join(' ')} `,
      kind: kindOf(written),
      isMaterial: /\b(material|fabric|upper|composition)\b/i.test(written),
      isWholeSize: /\bsize\b/i.test(written),
      values: 0,
      products: 0,
    }
    this.#names.set(written, name)
    if (!this.names.has(key)) this.names.set(key, name.name)
    return name
  }

  pair(of: Name, value: string): Pair {
    let pairs = this.#pairs.get(of)
    if (!pairs) {
      pairs = new Map()
      this.#pairs.set(of, pairs)
    }
    const known = pairs.get(value)
    if (known) return known
    const pair: Pair = { of, value: this.text(value), folded: this.text(fold(value).trim()) }
    pairs.set(pair.value, pair)
    of.values++
    if (of.kind === 'size') this.sizes.add(normaliseSize(value))
    if (of.kind === 'colour') keep(this.colours, value)
    return pair
  }

  /** The stems of each segment of a path. */
  segmentsOf(path: string): readonly (readonly string[])[] {
    const known = this.#segments.get(path)
    if (known) return known
    const segments = path.split('>').map((segment) => segment.trim())
    segments.forEach((segment, at) => {
      const whole = segments.slice(0, at + 1).join(' > ')
      if (!this.paths.has(fold(whole))) this.paths.set(fold(whole), whole)
      keep(this.categories, segment)
    })
    const made = segments.map((segment) => this.stemsOf(segment))
    this.#segments.set(path, made)
    return made
  }

  /** The stems of a category's or kind's name. */
  stemsOf(segment: string): readonly string[] {
    const known = this.#stems.get(segment)
    if (known) return known
    const terms = termsOf(segment).map((term) => this.text(term))
    this.#stems.set(segment, terms)
    return terms
  }

  /** Hears of a product's brand, claims and currency. */
  note({ brand, attributes, variants }: Product): void {
    this.#products++
    if (brand) {
      const name = fold(brand).trim()
      const seen = this.brandNames.get(name) ?? 0
      if (seen === 0) keep(this.brands, brand)
      this.brandNames.set(name, seen + 1)
    }
    for (const written in attributes) {
      const name = this.name(written)
      name.products++
      this.#noteClaim(name, attributes[written] ?? '')
    }
    const currency = variants[0]?.price.currency
    if (currency) this.#currencies.set(currency, (this.#currencies.get(currency) ?? 0) + 1)
  }

  /** The share of all goods that say something, yes or no, under a name with these stems; of a material: what they are made of. */
  shareSpeakingOf(key: string): number {
    const isMaterial = this.materials.has(key)
    let speaking = 0
    for (const name of this.#names.values())
      if ((isMaterial && name.isMaterial) || name.stems.includes(` ${key} `))
        speaking = Math.max(speaking, name.products)
    return this.#products === 0 ? 0 : speaking / this.#products
  }

  productsBy(brand: string): number {
    return this.brandNames.get(fold(brand).trim()) ?? 0
  }

  /** What most goods are priced in; null while there are none. */
  currency(): string | null {
    const [most] = [...this.#currencies].sort((a, b) => b[1] - a[1])
    return most?.[0] ?? null
  }

  /** Merino wool is merino wool, and wool. */
  #noteMaterial(material: string): void {
    const last = material.split(' ').at(-1) ?? ''
    for (const called of last.length > 3 ? [material, last] : [material]) {
      keep(this.claims, called)
      this.materials.add(termsOf(called).join(' '))
    }
  }

  #noteClaim({ name, isMaterial }: Name, value: string): void {
    if (isMaterial) {
      if (this.#claimed.has(value)) return
      this.#claimed.add(value)
      for (const material of materialsIn(value)) this.#noteMaterial(material)
    } else if (!this.#claimed.has(name) && yesOrNo.test(value)) {
      this.#claimed.add(name)
      keep(this.claims, name)
    }
  }
}

export const keyOf = (name: string) => fold(name).trim()

const yesOrNo = /^(yes|true|no|none|false|fully|ja|nein)\b/i

function kindOf(name: string): Name['kind'] {
  if (isColourName(name)) return 'colour'
  if (isSizeName(name)) return 'size'
  return /^(product )?(type|kind)$/i.test(name) ? 'type' : 'other'
}

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
