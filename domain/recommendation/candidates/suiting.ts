import type { ShelfProduct, ShelfView } from '#knowledge/catalog/index.ts'
import { familyOf, suitsWith } from '../family.ts'
import { leafOf } from '../leaf.ts'
import type { Situation } from '../situation.ts'

export interface Suiting {
  productId: string
  /** Between 0 and 1. */
  score: number
}

const KEPT = 12
/** So many products of a category are compared. */
const MOST_COMPARED = 400
const FRESH_MS = 60_000
const MOST_REMEMBERED = 1000

/**
 * What of a category suits a product best: for the same person, as dear among its kind, of its colours, its
 * brand and its attributes. What can be bought as of the last minute; the guards see to the rest.
 */
export function suiting(s: Situation, about: ShelfProduct, category: string): readonly Suiting[] {
  const members = s.shelf.inCategory(category)
  const narrowed = s.ask.filters !== undefined || s.ask.category !== undefined
  if (narrowed) return ranked(s.shelf, about, members, (product) => s.guards.allows(product))
  const known = remembered.get(about)?.get(category)
  const age = s.now.getTime() - (known?.at ?? 0)
  if (known && known.size === members.size && age >= 0 && age < FRESH_MS) return known.found
  const found = ranked(s.shelf, about, members, ({ sellable }) => sellable)
  remember(about, category, { at: s.now.getTime(), size: members.size, found })
  return found
}

interface Remembered {
  at: number
  size: number
  found: readonly Suiting[]
}

const remembered = new Map<ShelfProduct, Map<string, Remembered>>()

function remember(about: ShelfProduct, category: string, entry: Remembered): void {
  if (remembered.size >= MOST_REMEMBERED && !remembered.has(about)) remembered.clear()
  const categories = remembered.get(about) ?? new Map<string, Remembered>()
  categories.set(category, entry)
  remembered.set(about, categories)
}

function ranked(
  shelf: ShelfView,
  about: ShelfProduct,
  members: ReadonlySet<ShelfProduct>,
  passes: (product: ShelfProduct) => boolean,
): Suiting[] {
  const found: Suiting[] = []
  let compared = 0
  for (const product of members) {
    if (!passes(product) || product === about || familyOf(product) === familyOf(about)) continue
    if (!suitsWith(product, about)) continue
    if (++compared > MOST_COMPARED) break
    found.push({ productId: product.productId, score: suitability(shelf, about, product) })
  }
  return found.sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1)).slice(0, KEPT)
}

const WORTH = { tier: 0.35, attributes: 0.25, brand: 0.2, colours: 0.2 }

function suitability(shelf: ShelfView, a: ShelfProduct, b: ShelfProduct): number {
  return (
    WORTH.tier * nearness(tierOf(shelf, a), tierOf(shelf, b)) +
    WORTH.attributes * sharedAttributes(a, b) +
    WORTH.brand * (a.brand !== null && a.brand === b.brand ? 1 : 0) +
    WORTH.colours * (sharesColour(a, b) ? 1 : 0)
  )
}

const nearness = (a: number, b: number) => (a > 0 && b > 0 ? Math.min(a, b) / Math.max(a, b) : 0)

/** How dear a thing is among its kind: socks for a dear jacket are dear socks, not what the jacket costs. */
function tierOf(shelf: ShelfView, product: ShelfProduct): number {
  const leaf = leafOf(product)
  if (leaf === null) return 1
  const usual = usualPrice(shelf.inCategory(leaf))
  return usual > 0 ? product.priceAmount / usual : 1
}

const usual = new WeakMap<ReadonlySet<ShelfProduct>, { size: number; price: number }>()

/** The median; read anew where products came or went. */
function usualPrice(members: ReadonlySet<ShelfProduct>): number {
  const known = usual.get(members)
  if (known?.size === members.size) return known.price
  const prices = [...members].map(({ priceAmount }) => priceAmount).sort((a, b) => a - b)
  const price = prices[Math.floor(prices.length / 2)] ?? 0
  usual.set(members, { size: members.size, price })
  return price
}

/** Of the attributes that both have, the share with the same value: a season, an activity, a material. */
function sharedAttributes(a: ShelfProduct, b: ShelfProduct): number {
  const both = Object.keys(a.attributes).filter((name) => b.attributes[name] !== undefined)
  if (both.length === 0) return 0
  const same = both.filter((name) => a.attributes[name]?.toLowerCase() === b.attributes[name]?.toLowerCase())
  return same.length / both.length
}

function sharesColour(a: ShelfProduct, b: ShelfProduct): boolean {
  const theirs = coloursOf(b)
  for (const colour of coloursOf(a)) if (theirs.has(colour)) return true
  return false
}

const colours = new WeakMap<ShelfProduct, Set<string>>()

function coloursOf(product: ShelfProduct): Set<string> {
  const known = colours.get(product)
  if (known) return known
  const found = new Set(
    product.variants.flatMap(({ options }) =>
      options.flatMap(({ name, value }) => (/^colou?r$/i.test(name) ? [value.toLowerCase()] : [])),
    ),
  )
  colours.set(product, found)
  return found
}
