import type { SegmentChecksView } from '#contract/staff-segments.ts'
import type { Check, SegmentChecks } from '#domain/segments/index.ts'

/** The checks of a segment as JSON. */
export function checksView(checks: SegmentChecks): SegmentChecksView {
  const { size, distinctiveness, stability, reachability, freshness } = checks
  return {
    size: { ...said(size), members: size.members, customers: size.customers, share: size.share },
    distinctiveness: { ...said(distinctiveness), effects: distinctiveness.effects },
    stability: { ...said(stability), overlap: stability.overlap },
    reachability: { ...said(reachability), asked: reachability.asked, reach: reachability.reach },
    freshness: {
      ...said(freshness),
      evaluatedAt: freshness.evaluatedAt?.toISOString() ?? null,
      dataAt: freshness.dataAt?.toISOString() ?? null,
      scoredAt: freshness.scoredAt?.toISOString() ?? null,
      asksForScores: freshness.asksForScores,
    },
  }
}

const said = ({ verdict, words }: Check) => ({ verdict, words })
