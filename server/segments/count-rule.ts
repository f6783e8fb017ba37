import { Problem } from '#contract/problem.ts'
import type { Rule, SegmentPurpose } from '#contract/segments.ts'
import type { SegmentCount } from '#contract/staff-segments.ts'
import { countSegment, describeRule, listSegments } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'

/** What a rule says and whom it means; the count is null where it takes too long. */
export async function countRule(
  db: Db,
  asked: { rule: Rule; purpose: SegmentPurpose },
  now: Date,
): Promise<SegmentCount> {
  const live = await listSegments(db, now)
  const segments = new Map(live.map(({ segmentId, name }) => [segmentId, name]))
  return { words: describeRule(asked.rule, { segments }), count: await countUnlessSlow(db, asked, now) }
}

async function countUnlessSlow(
  db: Db,
  asked: { rule: Rule; purpose: SegmentPurpose },
  now: Date,
): Promise<SegmentCount['count']> {
  try {
    return await countSegment(db, asked, now)
  } catch (error) {
    if (error instanceof Problem && error.kind === 'unavailable') return null
    throw error
  }
}
