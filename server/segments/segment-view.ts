import { Problem } from '#contract/problem.ts'
import type { StaffRole } from '#contract/staff-api.ts'
import type { SegmentMember, SegmentMembersPage, SegmentPage, SegmentRow } from '#contract/staff-segments.ts'
import { personView } from '#domain/identity/index.ts'
import {
  daysOfSegment,
  describeRule,
  findSegment,
  listSegments,
  membersOfSegment,
  type Segment,
  segmentDetail,
} from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import { identifierView } from '../people/person.ts'
import { checksView } from './checks-view.ts'
import { seesPurpose } from './visible.ts'

const MONTH = 30
const PAGE = 50

/** The segments in use that these roles may see, with how many are in them. */
export async function readSegments(db: Db, roles: readonly StaffRole[], now: Date): Promise<SegmentRow[]> {
  const live = await listSegments(db, now)
  const names = new Map(live.map(({ segmentId, name }) => [segmentId, name]))
  const rows: SegmentRow[] = []
  for (const segment of live) {
    if (!seesPurpose(roles, segment.purpose)) continue
    const { segmentId, name, description, purpose, members, joined, left } = segment
    rows.push({
      segmentId,
      name,
      description,
      purpose,
      words: describeRule(segment.rule, { segments: names }),
      members,
      joined,
      left,
      before: await membersBefore(db, segmentId, now),
      evaluatedAt: segment.evaluatedAt?.toISOString() ?? null,
    })
  }
  return rows
}

/** How many were in it a month ago, or at the end of its first day. */
async function membersBefore(db: Db, segmentId: string, now: Date): Promise<SegmentRow['before']> {
  const [first] = await daysOfSegment(db, segmentId, MONTH + 1)
  if (!first || first.day >= now.toISOString().slice(0, 10)) return null
  return { members: first.members, day: first.day }
}

/** A segment that these roles may see; throws `not-found`. */
export async function visibleSegment(
  db: Db,
  segmentId: string,
  roles: readonly StaffRole[],
): Promise<Segment> {
  const segment = await findSegment(db, segmentId)
  if (segment?.status !== 'live' || !seesPurpose(roles, segment.purpose))
    throw new Problem('not-found', 'There is no such segment')
  return segment
}

export async function readSegmentPage(
  db: Db,
  segmentId: string,
  roles: readonly StaffRole[],
  now: Date,
): Promise<SegmentPage> {
  await visibleSegment(db, segmentId, roles)
  const { segment, words, checks, members, days, namedBy } = await segmentDetail(db, segmentId, now)
  return {
    segmentId,
    name: segment.name,
    description: segment.description,
    purpose: segment.purpose,
    rule: segment.rule,
    words,
    createdAt: segment.createdAt.toISOString(),
    updatedAt: segment.updatedAt.toISOString(),
    version: segment.ruleRev,
    readyMade: segment.readyMade !== null,
    checks: checksView(checks),
    members: await membersView(db, members),
    days,
    namedBy,
  }
}

export async function readSegmentMembers(
  db: Db,
  segmentId: string,
  cursor: string | undefined,
): Promise<SegmentMembersPage> {
  const { members, nextCursor } = await membersOfSegment(db, segmentId, { limit: PAGE, cursor })
  return { members: await membersView(db, members), next: nextCursor }
}

/** With their names; who was erased a moment ago is left out. */
async function membersView(
  db: Db,
  members: readonly { customerId: string; since: Date }[],
): Promise<SegmentMember[]> {
  const views: SegmentMember[] = []
  for (const { customerId, since } of members) {
    const person = await personView(db, customerId)
    if (!person) continue
    const identifiers = person.identifiers.map(identifierView).map(({ kind, value }) => ({ kind, value }))
    views.push({ customerId: person.customerId, name: person.name, identifiers, since: since.toISOString() })
  }
  return views
}
