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
export { countSegment } from './queries-count.ts'
export { noteChanged, type Refreshed, refreshAll, refreshChanged, refreshDue } from './queries-refresh.ts'
export type { SampleCount } from './sample-count.ts'
export type { MembershipChange, Segment } from './segments.ts'
export { personalTables, segmentColumns } from './tables.ts'
