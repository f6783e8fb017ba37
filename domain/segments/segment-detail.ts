import { Problem } from '#contract/problem.ts'
import type { Db } from '#store/index.ts'
import type { SegmentChecks } from './checks.ts'
import { describeRule } from './describe-rule.ts'
import { daysOfSegment, findSegment, liveSegments, membersOfSegment } from './queries.ts'
import { segmentChecks } from './queries-checks.ts'
import { type Segment, segmentsNamedBy } from './segments.ts'

export interface SegmentDetail {
  segment: Segment
  /** The rule in words. */
  words: string
  checks: SegmentChecks
  /** The latest to come in. */
  members: { customerId: string; since: Date }[]
  /** The last 90 days, oldest first. */
  days: { day: string; members: number; joined: number; left: number }[]
  /** Whose rules name this one: it cannot be archived before them. */
  namedBy: { segmentId: string; name: string }[]
}

const MEMBERS = 20
const DAYS = 90

/** Everything on the page of a segment. Throws `not-found`. */
export async function segmentDetail(db: Db, segmentId: string, now: Date): Promise<SegmentDetail> {
  const segment = await findSegment(db, segmentId)
  if (segment?.status !== 'live') throw new Problem('not-found', 'There is no such segment')
  const live = await liveSegments(db)
  const rules = new Map(live.map((one) => [one.segmentId, one.rule]))
  const names = new Map(live.map((one) => [one.segmentId, one.name]))
  const naming = live.filter((one) => segmentsNamedBy(one.rule, (id) => rules.get(id) ?? null).has(segmentId))
  return {
    segment,
    words: describeRule(segment.rule, { segments: names }),
    checks: await segmentChecks(db, segment, now),
    members: (await membersOfSegment(db, segmentId, { limit: MEMBERS })).members,
    days: await daysOfSegment(db, segmentId, DAYS),
    namedBy: naming.map((one) => ({ segmentId: one.segmentId, name: one.name })),
  }
}
