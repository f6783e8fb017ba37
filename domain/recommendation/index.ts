export {
  type Curation,
  type CurationEntry,
  curationOf,
  noCuration,
  type Pin,
  runs,
} from './curation.ts'
export { type CurationDecision, checkedCuration } from './curation-input.ts'
export { standingOf } from './curation-standing.ts'
export { type BasketReport, evaluateBaskets, spansMore } from './evaluate/baskets.ts'
export { chooseModel } from './evaluate/choose-model.ts'
export { evaluateNextClick, type NextClickReport } from './evaluate/next-click.ts'
export { evaluateNextItem, type NextItemReport } from './evaluate/next-item.ts'
export { evaluateRatings, type RatingsReport } from './evaluate/ratings.ts'
export type { Rating } from './evaluate/ratings-data.ts'
export { factsOfEach } from './facts.ts'
export { type Baskets, type Order, packBaskets } from './models/baskets.ts'
export { chooseTogether } from './models/baskets-choose.ts'
export { type NextBasketModel, nextBasket, trainNextBasket } from './models/baskets-next.ts'
export {
  boughtTogether,
  type TogetherItem,
  type TogetherModel,
  trainTogether,
  trainViewedBought,
  viewedAlsoBought,
} from './models/baskets-together.ts'
export type { ItemIndex, Sequences } from './models/interactions.ts'
export { itemIndex } from './models/interactions.ts'
export {
  type PopularityEvent,
  type PopularityModel,
  popularIn,
  popularityOf,
  trainPopularity,
  trendingNow,
} from './models/popularity.ts'
export type { SessionModel } from './models/sessions.ts'
export { emptyRanking, nextInSession, rankInSession } from './models/sessions-next.ts'
export { trainSessions } from './models/sessions-train.ts'
export { type Models, noModels, type Place, type Scored } from './models-in-use.ts'
export { curationMark, listCuration } from './queries-curation.ts'
export {
  type CurationChange,
  curationChanges,
  removeCuration,
  saveCuration,
} from './queries-curation-changes.ts'
export {
  latestModel,
  latestRuns,
  type StoredModel,
  type TrainingCounts,
  type TrainingRun,
} from './queries-models.ts'
export { recommend } from './recommend.ts'
export {
  type BoughtBefore,
  type Bundle,
  type Due,
  isKnown,
  type PersonFacts,
  type RecommendAnswer,
  type RecommendAsk,
  type RecommendedItem,
  type RecommendFilters,
  type Seen,
} from './recommendation.ts'
export {
  openRecommender,
  type Recommender,
  type RecommenderOptions,
  type RecommenderStatus,
} from './recommender.ts'
export type { Similar, World } from './situation.ts'
export { recommendationColumns } from './tables.ts'
export type { TrainingOptions, TrainingProgress, TrainingResult } from './train.ts'
export type { Look } from './training/looks.ts'
