import { isSellable, type Product } from '#knowledge/catalog/index.ts'
import { opennessOf } from './facets.ts'
import type { ProductSearch } from './find-products.ts'
import { rankByWords } from './fuse.ts'
import type { QueryGroup } from './lexical-index.ts'
import { fold, termsOf } from './tokenise.ts'

export interface Suggestions {
  /** In stock, best first. */
  products: Product[]
  /** Paths. */
  categories: string[]
  brands: string[]
}

const MOST_TEXT = 100
const MOST_NAMES = 5
/** Words that the one being typed may become. */
const MOST_ENDINGS = 12
/** An ending that was not typed counts a little less than the word that was. */
const UNTYPED = 0.8
const WHOLE = 0.99

/** What somebody may be typing: the last word is taken for the beginning of one. */
export async function suggest(room: ProductSearch, text: string, limit: number): Promise<Suggestions> {
  const words = fold(text.slice(0, MOST_TEXT)).match(/[\p{L}\p{N}]+/gu) ?? []
  const last = words.at(-1)
  if (last === undefined) return { products: [], categories: [], brands: [] }
  const { pool, lexical } = room.index
  const isThere = (name: string) => termsOf(name).every((term) => lexical.frequency(term) > 0)
  const called = (name: string) => beginsWith(fold(name), words) && isThere(name)
  return {
    products: await productsCalled(room, words.slice(0, -1), last, limit),
    categories: [...pool.paths.values()]
      .filter((path) => called(path.split(' > ').at(-1) ?? path))
      .slice(0, MOST_NAMES),
    brands: [...new Set(pool.brands.values())].filter(called).slice(0, MOST_NAMES),
  }
}

/** Whether every word begins one of the name's. */
function beginsWith(name: string, words: readonly string[]): boolean {
  const own = name.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.every((word) => own.some((one) => one.startsWith(word)))
}

async function productsCalled(
  { index, source, clock }: ProductSearch,
  before: readonly string[],
  last: string,
  limit: number,
): Promise<Product[]> {
  const groups: QueryGroup[] = [
    ...before
      .flatMap(termsOf)
      .filter((term) => index.lexical.frequency(term) > 0)
      .map((term) => ({ alternatives: [{ terms: [term], weight: 1 }] })),
    { alternatives: endingsOf(last, index.lexical) },
  ]
  const ranked = rankByWords(index.lexical.match(groups)).filter(({ coverage }) => coverage >= WHOLE)
  const entries = ranked.flatMap(({ document }) => index.byDocument.get(document) ?? [])
  const isOpen = opennessOf(null, clock())
  const ids = entries
    .filter(({ facets }) => isOpen(facets) && facets.variants.some(({ sellable }) => sellable))
    .slice(0, limit)
    .map(({ facets }) => facets.productId)
  return (await source.find(ids)).filter(({ variants }) => variants.some(isSellable))
}

function endingsOf(
  word: string,
  lexical: ProductSearch['index']['lexical'],
): { terms: string[]; weight: number }[] {
  const typed = termsOf(word).filter((term) => lexical.frequency(term) > 0)
  const endings: string[] = []
  for (const term of lexical.terms.keys())
    if (term.startsWith(word) && !typed.includes(term)) endings.push(term)
  endings.sort((a, b) => lexical.frequency(b) - lexical.frequency(a))
  return [
    ...typed.map((term) => ({ terms: [term], weight: 1 })),
    ...endings.slice(0, MOST_ENDINGS).map((term) => ({ terms: [term], weight: UNTYPED })),
  ]
}
