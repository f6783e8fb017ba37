import type { JourneyDefinition } from '#contract/journeys.ts'
import type { CountOf, JourneyCount } from '#contract/staff-journeys.ts'
import type { SampleCount } from '#domain/segments/index.ts'
import type { House } from '../house.ts'

/** Whom a journey would find now, as it is written: nothing is saved and nobody enters. */
export async function countJourney(
  { journeys }: House,
  definition: JourneyDefinition,
  now: Date,
): Promise<JourneyCount> {
  const { warning, ...counts } = await journeys.audienceCount(definition, now)
  return {
    audience: countOf(counts.audience),
    reachable: countOf(counts.reachable),
    boughtLately: countOf(counts.boughtLately),
    openCase: countOf(counts.openCase),
    optedOut: countOf(counts.optedOut),
    noConsent: countOf(counts.noConsent),
    noAddress: countOf(counts.noAddress),
    heldOut: countOf(counts.heldOut),
    warning,
  }
}

const countOf = ({ members, of, low, high, exact }: SampleCount): CountOf => ({
  members,
  of,
  low,
  high,
  isExact: exact,
})
