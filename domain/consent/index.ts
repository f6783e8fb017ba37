export { type Area, areaOfPhone, isUsNumber } from './area-codes.ts'
export {
  type ConsentChannel,
  type ConsentEntry,
  type ConsentPurpose,
  type ConsentState,
  consentChannels,
  consentPurposes,
  consentStates,
} from './consent.ts'
export { type Basis, type UseAnswer, type UseRefusal, useRefusals } from './decide-use.ts'
export type { ConsentEvent, EventRow } from './event-entries.ts'
export { type LinkAnswer, type LinkClaims, linkDays, signLink, verifyLink } from './link-token.ts'
export { type OptOutReading, type OptOutSituation, readOptOut } from './opt-out/read-opt-out.ts'
export type { OptOutScope } from './opt-out/scope.ts'
export { type ConsentOverall, overallStates } from './overall.ts'
export { type ContactPreferences, type Frequency, frequencies } from './preferences.ts'
export { addEntries, type ConsentInput, entriesOf, recordConsent, recordForPerson } from './queries.ts'
export { applyEvents } from './queries-events.ts'
export { type ConsentFact, consentFacts, personUse } from './queries-facts.ts'
export { type GroundRow, noteGrounds } from './queries-grounds.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { contactPreferences, setContactPreferences } from './queries-preferences.ts'
export {
  type ConsentCoverage,
  type ConsentRelationRow,
  consentCoverage,
  consentRelation,
} from './queries-relation.ts'
export { evidenceTerm } from './queries-retention.ts'
export { isSuppressed, suppress, suppressedAmong, suppressHashes } from './queries-suppression.ts'
export {
  type Consent,
  type ConsentLine,
  consentOf,
  consentPage,
  mayUse,
  regionOfCustomer,
  type Use,
} from './queries-use.ts'
export { resume, type Said, withdraw } from './queries-withdraw.ts'
export { doubleOptInFor, quietHoursFor, regionOf, regionOfPhone, ruleFor } from './region.ts'
export { type QuietHours, type Region, type RegionCode, type Rule, regionCodes } from './region-rules.ts'
export { regions } from './regions.ts'
export { suppressionHash, suppressionHashes } from './suppression.ts'
export { consentColumns, personalTables } from './tables.ts'
export { addressesFor, answerForUse, type PersonUse, regionAmong } from './use-of-person.ts'
export { withdrawn } from './withdrawal.ts'
