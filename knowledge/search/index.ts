export { editDistance } from './edit-distance.ts'
export type { Facet, FacetName, FacetValue } from './facet.ts'
export { hasAnswer, type Judged, qualityOf, type RankingQuality } from './judgments.ts'
export { type ListedSearch, openListedSearch } from './listed-search.ts'
export type { PassageHit, PassageQuery } from './passage-search.ts'
export {
  type HitReason,
  type HitReasonCode,
  type Near,
  type ProductHit,
  type ProductQuery,
  type SearchResult,
  type SortOrder,
  sortOrders,
} from './product-query.ts'
export type { ProductSource } from './product-source.ts'
export { type RankingWeights, rankingWeights } from './ranking-weights.ts'
export { type EmbedOptions, openSearch, type Search, type SearchOptions } from './search.ts'
export { isSizeFor, type ProfileSize, type SearchProfile } from './search-profile.ts'
export type { SimilarProduct } from './similar.ts'
export { normaliseSize } from './sizes.ts'
export type { Suggestions } from './suggest.ts'
export { termsOf } from './tokenise.ts'
export type { Note, Understood, Wish, WishField } from './understood.ts'
export type { Embedder } from './vectors.ts'
export type { Vocabulary } from './vocabulary.ts'
