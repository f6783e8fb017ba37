export type { Candidate } from './candidates.ts'
export { createJourneys } from './create-journeys.ts'
export type { JourneyEntry } from './entry.ts'
export type {
  AudienceCount,
  Journey,
  Journeys,
  JourneysDeps,
  RoundResult,
  SwitchOn,
} from './journeys.ts'
export { journeyTerm } from './queries-retention.ts'
export type { JourneyReport, StepFigures } from './report.ts'
export { type RuleOf, ringThrough } from './rings.ts'
export { journeyColumns } from './tables.ts'
export type { Inside, Newcomer, Stir, TriggerAsked, TriggerSource, TriggerTable } from './trigger-table.ts'
