import type { Rule, SegmentInput, SegmentPurpose } from '#contract/segments.ts'
import type {
  ScoresPage,
  SegmentChecksView,
  SegmentCount,
  SegmentFields,
  SegmentMembersPage,
  SegmentPage,
  SegmentRow,
} from '#contract/staff-segments.ts'
import { request } from './http.ts'

export async function listSegments(): Promise<SegmentRow[]> {
  return (await request<{ segments: SegmentRow[] }>('GET', '/api/segments')).segments
}

export function readSegment(segmentId: string): Promise<SegmentPage> {
  return request('GET', pathOf(segmentId))
}

export function readChecks(segmentId: string): Promise<SegmentChecksView> {
  return request('GET', `${pathOf(segmentId)}/checks`)
}

export function listMembers(segmentId: string, cursor: string | null): Promise<SegmentMembersPage> {
  const query = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`
  return request('GET', `${pathOf(segmentId)}/members${query}`)
}

export function readSegmentFields(): Promise<SegmentFields> {
  return request('GET', '/api/segment-fields')
}

export function countRule(rule: Rule, purpose: SegmentPurpose, signal: AbortSignal): Promise<SegmentCount> {
  return request('POST', '/api/segments/count', { rule, purpose }, signal)
}

/** Makes a segment, or writes the one with this id anew. */
export function saveSegment(segmentId: string | null, input: SegmentInput): Promise<{ segmentId: string }> {
  return segmentId === null
    ? request('POST', '/api/segments', input)
    : request('PUT', pathOf(segmentId), input)
}

export function archiveSegment(segmentId: string): Promise<null> {
  return request('POST', `${pathOf(segmentId)}/archive`, {})
}

export function readScores(): Promise<ScoresPage> {
  return request('GET', '/api/scores')
}

const pathOf = (segmentId: string) => `/api/segments/${encodeURIComponent(segmentId)}`
