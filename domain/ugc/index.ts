export { type IsSensitive, warningsIn } from './checks.ts'
export { type Photo, type PhotoFault, type PhotoType, type ReadPhoto, readPhoto } from './photo/photo.ts'
export { findUgc, moderateUgc, submitUgc, withdrawUgc } from './queries.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { countUgc, listUgc, type UgcAsked } from './queries-queue.ts'
export { ugcTerm } from './queries-retention.ts'
export { approvedUgc, photoOf, ratingsOf } from './queries-shown.ts'
export { MAX_PHOTO_BYTES, type UgcSubmission, ugcSubmission } from './submission.ts'
export { personalTables, ugcColumns } from './tables.ts'
export {
  photoPath,
  type Rating,
  rightsText,
  rightsVersion,
  type ShownUgc,
  type Ugc,
  type UgcKind,
  type UgcReason,
  type UgcState,
  type UgcWarning,
  ugcReasons,
  ugcStates,
  ugcWarnings,
} from './ugc.ts'
