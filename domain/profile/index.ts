export type { PartnerContract } from './contracts.ts'
export type { Favourite } from './facts/favourites.ts'
export type { Habit } from './facts/habits.ts'
export type { Replenishment } from './facts/replenishment.ts'
export type { UsualSize } from './facts/sizes.ts'
export type { BuyingFact, ReturnsFact, ValueFact } from './facts/value.ts'
export { type CityFinder, noCities, openCityFinder, type Place } from './geo/city-finder.ts'
export {
  type Loyalty,
  type LoyaltyEntry,
  type LoyaltyProgram,
  loyaltyOf,
  type Reward,
} from './loyalty.ts'
export { type Facts, factsOf } from './profile.ts'
export { forgetTraits, readTraits, setTrait, traitsOfMembers } from './queries.ts'
export { boughtBy, boughtByEach } from './queries-bought.ts'
export { type ContractInput, endContract, listContracts, recordContract } from './queries-contracts.ts'
export { applyEvents, type EventRow } from './queries-events.ts'
export { addLoyalty, loyaltyEntriesFrom, loyaltyFacts } from './queries-ledger.ts'
export { contractsMoved, loyaltyMoved, renewalsWithin, subscriptionMoved } from './queries-moves.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export {
  loyaltyAndSubscriptionsOf,
  loyaltyProgram,
  type Profile,
  profileOf,
  saveLoyaltyProgram,
} from './queries-profile.ts'
export {
  factRelation,
  loyaltyRelation,
  type Members,
  subscriptionRelation,
  traitRelation,
} from './queries-relations.ts'
export { replenishmentRelation } from './queries-replenishment.ts'
export { traitTerm } from './queries-retention.ts'
export { type RemovedPart, type ScreenedRow, screenEvents } from './queries-screen.ts'
export { subscriptionItemRelation } from './queries-subscription-items.ts'
export { timelineOf } from './queries-timeline.ts'
export { saidZoneFacts } from './queries-zone.ts'
export type { Trait, WithheldReason, WithheldTrait } from './read-traits.ts'
export { categoryWords, type SensitiveCategory, sensitiveCategories } from './sensitive/category.ts'
export { sensitiveStatement, sensitiveTrait } from './sensitive/sensitive.ts'
export type { TraitInput, TraitRefusal, TraitVerdict } from './set-trait.ts'
export { type Subscription, type SubscriptionChange, subscriptionsOf } from './subscriptions.ts'
export { personalTables, profileColumns } from './tables.ts'
export { type TimelineEntry, type TimelineKind, timelineKinds } from './timeline.ts'
export {
  type Party,
  parties,
  type TraitPurpose,
  type TraitRow,
  type TraitValue,
  traitName,
  traitPurposes,
} from './traits.ts'
