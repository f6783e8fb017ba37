import type { Product, Variant } from '#knowledge/catalog/index.ts'
import { cheapestOf } from './filters.ts'
import type { Found, Prepared, ProductSearch } from './find-products.ts'
import { likesOf } from './likes.ts'
import { chooseVariant } from './personal-variant.ts'
import type { HitReason } from './product-query.ts'
import { typedFields } from './product-text.ts'
import type { SearchProfile } from './search-profile.ts'
import { termsOf } from './tokenise.ts'

/** What a profile does to a result. */
export interface Personal {
  /** Moves what they like up, within bounds; what they dislike, or is dearer than they said, comes last. */
  rank: (found: readonly Found[]) => Found[]
  /** The first of the passing variants, or the one in their size and colour. */
  choose: (product: Product, passing: readonly Variant[]) => Variant | undefined
  /** Of a hit that is shown. */
  reasonsOf: (product: Product, variant: Variant) => HitReason[]
  /** What was done to the whole, in words; complete once the hits are loaded. */
  because: () => string[]
}

export const impersonal: Personal = {
  rank: (found) => [...found],
  choose: (_product, [first]) => first,
  reasonsOf: () => [],
  because: () => [],
}

/** All that is liked together moves a product by at most this share of the best score. */
const MOST_BONUS = 0.15
/** What is worse than this share of the best matches less well: it is never lifted over what matches well. */
const MATCHES_WELL = 0.35
/** Only the head moves. Where no words were said everything matches alike, and all of it is the head. */
const HEAD = 48
const HEAD_OF_ALL = 2000

export function personalOf(room: ProductSearch, prepared: Prepared, profile: SearchProfile): Personal {
  const { query, filters } = prepared
  const done = new Set<string>()
  const likes = likesOf(room, profile)
  const disliked = dislikedBy(room, prepared, profile.dislikes ?? [])
  const free = query.priceMax === undefined && query.priceMin === undefined
  const budget = free ? (profile.budget ?? null) : null
  const isTooDear = ({ entry }: Found) =>
    budget !== null && (cheapestOf(filters.passing(entry.facets))?.amount ?? 0) > budget
  const lastness = (found: Found) => {
    const words = disliked.filter(({ documents }) => documents.has(found.entry.document))
    for (const { word } of words) done.add(`${word} comes last, because you told us you do not like it`)
    const dear = isTooDear(found)
    if (dear) done.add('what is within the budget you told us comes first')
    return Number(words.length > 0) * 2 + Number(dear)
  }
  return {
    rank: (found) => {
      const top = found[0]?.score ?? 0
      const head = found.slice(0, top > 0 ? HEAD : HEAD_OF_ALL)
      const ranked = head.map((one) => ({
        one,
        tier: Number(one.score < top * MATCHES_WELL),
        last: lastness(one),
        score: one.score + Math.min(MOST_BONUS, likes.bonusOf(one.entry.facets)) * (top || 1),
      }))
      ranked.sort((a, b) => a.last - b.last || a.tier - b.tier || b.score - a.score)
      return [...ranked.map(({ one }) => one), ...found.slice(head.length)]
    },
    choose: (product, passing) => {
      const chosen = chooseVariant(product, passing, profile, query)
      if (chosen.size) done.add(`shown in ${chosen.size.size}, because ${chosen.size.because}`)
      return chosen.variant
    },
    reasonsOf: (product, variant) => likes.reasonsOf(product, variant),
    because: () => [...done],
  }
}

/** Each word they do not like with the products that are of it, unless it is what they ask for now. */
function dislikedBy({ index }: ProductSearch, { query }: Prepared, words: readonly string[]) {
  const wanted = new Set(termsOf([query.text, ...(query.attributes ?? [])].join(' ')))
  return words.flatMap((word) => {
    const terms = termsOf(word)
    if (terms.length === 0 || terms.some((term) => wanted.has(term))) return []
    return [{ word, documents: index.lexical.naming({ alternatives: [{ terms, weight: 1 }] }, typedFields) }]
  })
}
