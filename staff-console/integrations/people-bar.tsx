import type { AudienceRow } from '#contract/staff-integrations.ts'
import { texts } from '../texts.ts'

const words = texts.audiences.people

/** How many of the segment may be in the list. */
export function PeopleBar({ one }: { one: AudienceRow }) {
  if (one.people === 0) return null
  const refused = one.refused.reduce((sum, { count }) => sum + count, 0)
  const allowed = Math.max(0, one.people - refused)
  return (
    <>
      <svg
        className="budget-bar"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        role="img"
        aria-label={words.bar}
      >
        <rect className="budget-ground" width={100} height={8} />
        <rect className="budget-spent" width={(allowed / one.people) * 100} height={8} />
      </svg>
      <p className="quiet">{words.of(allowed, one.people)}</p>
    </>
  )
}
