export { checkCall, MAX_EVENT_BYTES } from './check-call.ts'
export { conversionOf } from './conversion.ts'
export {
  type EventDefinition,
  type EventFamily,
  type EventField,
  type EventPurpose,
  eventPurposes,
  type FieldType,
} from './dictionary/definition.ts'
export { eventDictionary, eventFamilies, findEvent } from './dictionary/dictionary.ts'
export { nearestName } from './dictionary/near-miss.ts'
export {
  type CallAnswer,
  type CallSituation,
  type CallType,
  callNames,
  callTypes,
  type EventTrust,
  type Fields,
  isFields,
  type Proof,
  type Refusal,
  type RefusalCode,
  refusalCodes,
  type TrackedEvent,
} from './events.ts'
export {
  type EventRow,
  eventRelation,
  eventsOf,
  messageKey,
  type StoreAnswer,
  type StoredAs,
  type StoredEvent,
  storeEvents,
} from './queries.ts'
export { haveApp } from './queries-app.ts'
export {
  type EngagementSign,
  type EventFact,
  engagementRelation,
  engagementSigns,
  latestEngagementSigns,
  ticketFacts,
} from './queries-facts.ts'
export {
  type DeclaredName,
  declaredNames,
  declareName,
  withdrawName,
} from './queries-names.ts'
export { namesReceived, newsRelation, type WishKind, wishRelation } from './queries-news.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export {
  eventTerm,
  removeSources,
  setAsideTerm,
} from './queries-retention.ts'
export {
  listSetAside,
  markReplayed,
  type SetAsideFilter,
  type SetAsideInput,
  type SetAsideRow,
  setAside,
  setAsideGroups,
} from './queries-set-aside.ts'
export { countSlotEvents, productViewRelation, type SlotEventCount } from './queries-slots.ts'
export {
  countOutcomes,
  type Outcome,
  type OutcomeCount,
  recentSenders,
  type Sender,
  type SourceDay,
  sourceStats,
} from './queries-sources.ts'
export { eventColumns, personalTables } from './tables.ts'
