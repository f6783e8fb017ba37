import type { Rule, SegmentPurpose } from '#contract/segments.ts'

/** A segment as it is kept. */
export interface Segment {
  segmentId: string
  name: string
  description: string
  /** What its members may be used for: a trait that does not serve it is not read. */
  purpose: SegmentPurpose
  rule: Rule
  ruleRev: number
  /** Which of the ready-made ones it came from. */
  readyMade: string | null
  status: 'live' | 'archived'
  createdAt: Date
  createdBy: string | null
  updatedAt: Date
  updatedBy: string | null
  /** When the present rule was last asked of every customer; null: not yet. */
  evaluatedAt: Date | null
}

/** Somebody came into a segment or left it. */
export interface MembershipChange {
  customerId: string
  segmentId: string
  change: 'joined' | 'left'
}

/** Everybody is asked again this often, for the rules that time alone changes. */
export const REFRESH_EVERY_MS = 3_600_000

/** The segments that a rule names, through however many others. */
export function segmentsNamedBy(rule: Rule, ruleOf: (segmentId: string) => Rule | null): Set<string> {
  const named = new Set<string>()
  const visit = (part: Rule) => {
    if ('all' in part) part.all.forEach(visit)
    else if ('any' in part) part.any.forEach(visit)
    else if ('not' in part) visit(part.not)
    else if (part.type === 'segment' && !named.has(part.segmentId)) {
      named.add(part.segmentId)
      const inner = ruleOf(part.segmentId)
      if (inner) visit(inner)
    }
  }
  visit(rule)
  return named
}
