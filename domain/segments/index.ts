export type { Check, CheckName, SegmentChecks } from './checks.ts'
export type { ClusterDescription, ClusterModel } from './clusters/find-clusters.ts'
export { describeRule, predictionWords, type RuleNames } from './describe-rule.ts'
export { addReadyMadeSegments, refreshWaiting, trainWhenDue } from './keep-fresh.ts'
export { evaluatePredictions, type PredictionReport } from './predictions/evaluate.ts'
export { takeTurns } from './predictions/pause.ts'
export { dateOfDay, historiesOf, type PurchaseLine } from './predictions/purchases.ts'
export { logBeta, logGamma } from './predictions/special-functions.ts'
export {
  archiveSegment,
  daysOfSegment,
  findSegment,
  listSegments,
  liveSegments,
  membersOfSegment,
  type SegmentRow,
  saveSegment,
  segmentsOf,
} from './queries.ts'
export { accessOf, tierAccess } from './queries-access.ts'
export { type AskedRule, predictionsOf, whoFits } from './queries-ask.ts'
export { segmentChecks } from './queries-checks.ts'
export { countSegment } from './queries-count.ts'
export {
  type RfmCount,
  rfmCounts,
  type ScoreDistribution,
  scoreDistributions,
  scoresTaken,
} from './queries-distributions.ts'
export { modelOfPrediction, type RuleFields, ruleFields } from './queries-fields.ts'
export { mainCurrency } from './queries-history.ts'
export { joinedRelation } from './queries-joined.ts'
export { matching } from './queries-matching.ts'
export { membershipFacts } from './queries-memberships.ts'
export {
  type CustomerScores,
  latestModels,
  latestRun,
  type PredictionModel,
  scoresOf,
  type TrainingRun,
} from './queries-models.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { noteChanged, type Refreshed, refreshAll, refreshChanged, refreshDue } from './queries-refresh.ts'
export { membershipTerm } from './queries-retention.ts'
export { type ReadyMade, readyMadeSegments } from './ready-made.ts'
export { groupWords } from './rfm.ts'
export { type SampleCount, scaleUp } from './sample-count.ts'
export { type SegmentDetail, segmentDetail } from './segment-detail.ts'
export type { MembershipChange, Segment } from './segments.ts'
export { personalTables, segmentColumns } from './tables.ts'
export { type TrainingProgress, type TrainingResult, trainPredictions } from './train.ts'
