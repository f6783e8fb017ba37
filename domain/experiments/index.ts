export {
  type BucketRange,
  bucketRanges,
  chooseVariation,
  equalWeights,
  hash,
  inNamespace,
  type Namespace,
} from './bucketing.ts'
export {
  askHoldouts,
  assign,
  type Experiment,
  type HoldoutAnswer,
  type HoldoutShares,
  type Holdouts,
  holdoutKeys,
  holdouts,
  type Variation,
  variationFor,
} from './experiments.ts'
export {
  type Exposure,
  exposuresOf,
  exposuresRelation,
  type HoldoutCount,
  holdoutCounts,
  recordExposures,
} from './queries.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export {
  recordTestExposures,
  type TestExposure,
  testCounts,
  testExposuresRelation,
} from './queries-tests.ts'
export { experimentColumns, personalTables } from './tables.ts'
