export { erasePerson, exportPerson } from './queries-person.ts'
export { ugcTerm } from './queries-retention.ts'
export { personalTables, ugcColumns } from './tables.ts'
export type { Rating, ShownUgc, Ugc, UgcKind, UgcReason, UgcState, UgcWarning } from './ugc.ts'
