export { ALPHA, anytime, type Compared, type DifferenceKind, welch } from './statistics/compare.ts'
export { chiSquareUpper, incompleteBeta, tCritical, tTwoSided } from './statistics/distributions.ts'
export { meanOf, type Sample, varianceOf } from './statistics/sample.ts'
export { type Looked, type SrmAnswer, srm } from './statistics/srm.ts'
