import type { ExclusionReason, JourneyDefinition } from '#contract/journeys.ts'
import type { JourneyEntry } from './entry.ts'
import type { Newcomer } from './trigger-table.ts'

/** What decides whether somebody whom a trigger named enters; over all members of the person. */
export interface EnterFacts {
  /** Their ways through this journey, of whatever state, and the open ones through those it excludes. */
  entries: readonly JourneyEntry[]
  /** Their last order beside the one that the trigger is about. */
  lastOrderAt: Date | null
  openCase: boolean
  promotionToday: boolean
}

const DAY_MS = 86_400_000

/** `known`: this very thing has let them in, or been looked at, before. */
export type EnterAnswer = { enters: true } | { enters: false; reason: ExclusionReason | 'known' }

const no = (reason: ExclusionReason | 'known'): EnterAnswer => ({ enters: false, reason })

/** Whether a newcomer enters. The first no is the answer; one occurrence is asked about once for ever. */
export function mayEnter(
  newcomer: Newcomer,
  definition: JourneyDefinition,
  { entries, lastOrderAt, openCase, promotionToday }: EnterFacts,
  now: Date,
): EnterAnswer {
  const { exclusions, name } = definition
  const own = entries.filter((entry) => entry.journey === name)
  if (own.some(({ occurrence }) => occurrence === newcomer.occurrence)) return no('known')
  const before = own.filter(({ state }) => state !== 'left_out').filter(sameMatter(newcomer, definition))
  if (before.some(({ state }) => state === 'waiting')) return no('already_inside')
  if (before.some((entry) => isTooSoon(entry, definition, now))) return no('entered_lately')
  if (entries.some(({ journey, state }) => state === 'waiting' && exclusions.journeys.includes(journey)))
    return no('in_another_journey')
  const { boughtWithinDays } = exclusions
  if (boughtWithinDays !== null && lastOrderAt && +now - +lastOrderAt < boughtWithinDays * DAY_MS)
    return no('bought_lately')
  if (exclusions.openCase && openCase) return no('open_case')
  return exclusions.promotionToday && promotionToday ? no('promotion_today') : { enters: true }
}

const sameMatter =
  ({ object }: Newcomer, { reentry }: JourneyDefinition) =>
  (entry: JourneyEntry) =>
    !reentry.perObject || entry.object === object

function isTooSoon({ enteredAt }: JourneyEntry, { reentry }: JourneyDefinition, now: Date): boolean {
  return reentry.everyDays === null || +now - +enteredAt < reentry.everyDays * DAY_MS
}
