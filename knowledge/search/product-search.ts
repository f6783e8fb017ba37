import { findProducts, type Product, type Variant, variantsInStore } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { ClaimMemory } from './claim-memory.ts'
import { type Facets, facetsOf } from './facets.ts'
import { createFilters, type Filters } from './filters.ts'
import { fuse, HEAD, isWeak, meaning, type Ranked, rankByWords } from './fuse.ts'
import { headNoun } from './head-noun.ts'
import type { QueryGroup } from './lexical-index.ts'
import type { ProductIndex } from './product-index.ts'
import type { ProductHit, ProductQuery } from './product-query.ts'
import { namingFields } from './product-text.ts'
import { type QueryLanguage, queryGroups } from './query-groups.ts'
import { reasonsOf } from './reasons.ts'
import { isStopWord, withoutPriceTalk } from './stop-words.ts'
import { productSynonyms } from './synonyms.ts'
import { termsOf } from './tokenise.ts'
import type { Vectors } from './vectors.ts'

const language: QueryLanguage = {
  isStopWord,
  synonymsOf: productSynonyms,
  synonymWeight: 0.4,
  termOf: (word) => word.term,
}

// a wish is checked on what the product claims, so its words need not be there to be found
function languageWithout(wishes: readonly string[]): QueryLanguage {
  const wished = new Set(wishes.flatMap(termsOf))
  return { ...language, isStopWord: (term) => wished.has(term) || isStopWord(term) }
}

/** Hits worse than this share of the best one are not shown; goods of the kind asked for may be farther off. */
const TAIL = 0.2
const TAIL_OF_KIND = 0.1
/** Candidates that meaning alone may add, and how near they must be. */
const NEIGHBOURS = { limit: 50, least: 0.42 }

type Passes = (facets: Facets, document: number) => boolean

export interface ProductSearch {
  db: Db
  index: ProductIndex
  vectors: Vectors | null
  claimed: ClaimMemory
}

/** Finds products, best first; `total` counts all that pass, not only those shown. */
export async function searchProducts(
  room: ProductSearch,
  query: ProductQuery,
): Promise<{ hits: ProductHit[]; total: number }> {
  const text = withoutPriceTalk(query.text)
  const vector = room.vectors && room.vectors.products.size > 0 ? room.vectors.ofQuery(text) : null
  const wishes = query.attributes ?? []
  const groups = queryGroups(text, room.index.lexical, languageWithout(wishes))
  const words = rankByWords(room.index.lexical.match(groups))
  const filters = createFilters(query, { isCategory: (terms) => room.index.isCategory(terms) })
  const inStore = await storeFilter(room, query, words)
  const named = namedGoods(room, groups)
  const passes = (facets: Facets, document: number) =>
    (named === null || named.has(document)) && filters.choose(facets, inStore) !== null
  const passing = words.filter(({ document }) => holds(room, document, passes))
  const ranked = await withMeaning(room, passing, passes, await vector, named ? TAIL_OF_KIND : TAIL)
  // nothing meaningful was said, or nothing known of a named category: the filters alone answer
  const open = groups.length === 0 || (words.length === 0 && query.category !== undefined)
  const listed = ranked.length === 0 && open ? listAll(room, passes, wishes) : ranked
  const found = await room.claimed.keep(
    room.db,
    listed.flatMap(({ document, score }) => {
      const entry = room.index.byDocument.get(document)
      return entry ? [{ entry, score }] : []
    }),
    wishes,
  )
  const inOrder = query.order === 'price' ? byPrice(room, found, filters, inStore) : found
  const hits = await loadHits(room.db, inOrder, query, filters, inStore)
  return { hits, total: found.length }
}

function holds(room: ProductSearch, document: number, passes: Passes): boolean {
  const entry = room.index.byDocument.get(document)
  return entry !== undefined && passes(entry.facets, document)
}

/** Who asks for boots is shown boots: what is not called so is left out, as long as the shop has such goods at all. */
function namedGoods(room: ProductSearch, groups: readonly QueryGroup[]): Set<number> | null {
  const head = headNoun(groups, room.index.vocabulary.isProductNoun)
  const named = head && room.index.lexical.naming(head, namingFields)
  return named && named.size > 0 ? named : null
}

// the store's own shelf, asked for the candidates' variants only
async function storeFilter(
  room: ProductSearch,
  query: ProductQuery,
  words: readonly Ranked[],
): Promise<Set<string> | null> {
  if (query.storeId === undefined || query.inStockOnly === false) return null
  const entries =
    words.length > 0
      ? words.flatMap(({ document }) => room.index.byDocument.get(document) ?? [])
      : [...room.index.entries.values()]
  const variantIds = entries.flatMap(({ facets }) => facets.variants.map((variant) => variant.variantId))
  return variantsInStore(room.db, query.storeId, variantIds)
}

async function withMeaning(
  room: ProductSearch,
  words: (Ranked & { coverage: number })[],
  passes: Passes,
  vector: Float32Array | null,
  tail: number,
): Promise<Ranked[]> {
  const table = room.vectors?.products
  const idOf = (document: number) => room.index.byDocument.get(document)?.facets.productId ?? ''
  const cosine = (document: number) => (vector && table ? table.cosine(idOf(document), vector) : null)
  const fused = cutTail(fuse(words.slice(0, HEAD), cosine), words.slice(HEAD), tail)
  if (!vector || !table || !isWeak(words[0])) return fused
  const near = await table.nearest(vector, {
    ...NEIGHBOURS,
    passes: (id) => {
      const entry = room.index.entries.get(id)
      return entry !== undefined && passes(entry.facets, entry.document)
    },
  })
  return joinNeighbours(room, fused, near)
}

function cutTail(head: Ranked[], rest: Ranked[], tail: number): Ranked[] {
  const least = (head[0]?.score ?? 0) * tail
  return [...head, ...rest.map(({ document }) => ({ document, score: head.at(-1)?.score ?? 0 }))].filter(
    ({ score }) => score >= least,
  )
}

// where the words found little, what is near in meaning stands beside what shares a word
function joinNeighbours(
  room: ProductSearch,
  found: Ranked[],
  near: { id: string; cosine: number }[],
): Ranked[] {
  const scores = new Map(found.map(({ document, score }) => [document, score * 0.5]))
  for (const { id, cosine } of near) {
    const document = room.index.entries.get(id)?.document
    if (document !== undefined) scores.set(document, (scores.get(document) ?? 0) + meaning(cosine))
  }
  return [...scores].map(([document, score]) => ({ document, score })).sort((a, b) => b.score - a.score)
}

// where there are wishes, those whose words speak of them come first: not every text is read for a wish
function listAll(room: ProductSearch, passes: Passes, wishes: readonly string[]): Ranked[] {
  const matches = room.index.lexical.match(queryGroups(wishes.join(' '), room.index.lexical, language))
  const scores = new Map(matches.map(({ document, score }) => [document, score]))
  return [...room.index.entries.values()]
    .filter((entry) => passes(entry.facets, entry.document))
    .map(({ document }) => ({ document, score: scores.get(document) ?? 0 }))
    .sort((a, b) => b.score - a.score || a.document - b.document)
}

/** What only just belongs there (wax, where boots were asked for) is often the cheapest: it does not compete. */
const FITS_WELL = 0.35

function byPrice<Found extends { productId: string; score: number }>(
  room: ProductSearch,
  found: readonly Found[],
  filters: Filters,
  inStore: Set<string> | null,
): Found[] {
  const least = (found[0]?.score ?? 0) * FITS_WELL
  const priceOf = ({ productId }: Found) => {
    const entry = room.index.entries.get(productId)
    return (entry && filters.choose(entry.facets, inStore)?.amount) ?? Number.POSITIVE_INFINITY
  }
  return found.filter(({ score }) => score >= least).sort((a, b) => priceOf(a) - priceOf(b))
}

// price and stock may have changed since the index looked: what is shown is checked on what is read now
async function loadHits(
  db: Db,
  found: { productId: string; score: number }[],
  query: ProductQuery,
  filters: Filters,
  inStore: Set<string> | null,
): Promise<ProductHit[]> {
  const hits: ProductHit[] = []
  for (let at = query.offset ?? 0; at < found.length && hits.length < query.limit; at += query.limit) {
    const page = found.slice(at, at + query.limit)
    const products = new Map(
      (
        await findProducts(
          db,
          page.map(({ productId }) => productId),
        )
      ).map((product) => [product.productId, product]),
    )
    for (const { productId, score } of page) {
      const product = products.get(productId)
      const variant = product && chosenVariant(product, filters, inStore)
      if (product && variant && hits.length < query.limit)
        hits.push({ product, variant, score, reasons: reasonsOf(product, variant, query) })
    }
  }
  return hits
}

function chosenVariant(product: Product, filters: Filters, inStore: Set<string> | null): Variant | null {
  const chosen = filters.choose(facetsOf(product), inStore)
  return product.variants.find((variant) => variant.variantId === chosen?.variantId) ?? null
}
