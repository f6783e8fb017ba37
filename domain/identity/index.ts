export type { IdentityChange } from './change.ts'
// possible duplicates and households
export {
  type Agreement,
  type Field,
  type FieldEvidence,
  type FieldKind,
  type Matched,
  type MatchOptions,
  matchRecords,
  type Pause,
  probabilityOf,
  recogniseColumns,
} from './duplicates/index.ts'
export {
  type Address,
  address,
  type Customer,
  type CustomerInput,
  customerInput,
  type Identifier,
  type IdentifierKind,
  identifierKinds,
  normaliseIdentifier,
} from './identity.ts'
export {
  type IdentityClaims,
  signIdentityToken,
  type TokenRefusal,
  verifyIdentityToken,
} from './identity-token.ts'
export type { ImportCounts, Resolved } from './import-plan.ts'
// phone and card numbers in what people write
export { withoutCardsIn } from './numbers/cards-in-data.ts'
export {
  type PersonalNumber,
  personalNumbers,
  replaceNumbers,
  withoutCards,
} from './numbers/personal-numbers.ts'
export type { Observation, RefusedIdentifier } from './observation.ts'
export { type Edge, type Graph, type Member, type Partition, partition, type Verdict } from './partition.ts'
export {
  type CustomerChange,
  createCustomer,
  customerView,
  findByIdentifier,
  findCustomer,
  identifiersOf,
  memberWith,
  updateCustomer,
} from './queries.ts'
export {
  type DuplicateSearch,
  findDuplicates,
  findDuplicatesWhenDue,
  type SearchOptions,
} from './queries-duplicate-search.ts'
export { countDuplicates, type DuplicatePair, judgeDuplicate, listDuplicates } from './queries-duplicates.ts'
export { type Household, householdOf, refreshHouseholds } from './queries-households.ts'
export { type ImportOptions, resolveCustomers, upsertCustomers } from './queries-import.ts'
export {
  accountMembers,
  identifierRelation,
  lockCustomer,
  lockCustomers,
  lockFreeCustomers,
  memberRelation,
  membersOf,
  membersRelationFor,
  rootOf,
  rootsOf,
} from './queries-links.ts'
export { countReachable, type NamedPerson, namesOf } from './queries-names.ts'
export { type Observed, observe } from './queries-observe.ts'
export { type MemberRow, membersAfter } from './queries-pages.ts'
export { type PersonMember, peopleOf } from './queries-people.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { type MergePreview, mergePreview } from './queries-preview.ts'
export { removeSource } from './queries-removal.ts'
export { countUnreturned, sessionTerm, unreturnedAfter } from './queries-retention.ts'
export { changeRules } from './queries-rule-changes.ts'
export { readRules } from './queries-rules.ts'
export { type CustomerRow, searchCustomers } from './queries-search.ts'
export {
  openVisitorSession,
  readVisitorSession,
  signInSession,
  visitorSessionOf,
} from './queries-sessions.ts'
export {
  type IdentifierDetail,
  type IdentityStory,
  identityStory,
  type PersonView,
  personView,
} from './queries-story.ts'
export {
  type Judged,
  type Judgement,
  keepApart,
  linkCustomer,
  mergeCustomers,
  unmergeCustomers,
} from './queries-verdicts.ts'
export { defaultRules, type IdentityRules } from './rules.ts'
export { identityColumns, personalTables } from './tables.ts'
export { duplicateColumns } from './tables-duplicates.ts'
export { sessionTrust, type VisitorSession } from './visitor-session.ts'
