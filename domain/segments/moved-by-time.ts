import { type Comparison, type Condition, conditionsOf, type Rule } from '#contract/segments.ts'
import { segmentsNamedBy } from './segments.ts'

/** What a customer's answer can hang on as time goes by. */
export type TimedThing = 'event' | 'order' | 'seen' | 'renewal'

/** An answer may change at the moment a thing is so old; a renewal that is yet to come has a negative age. */
export interface Edge {
  of: TimedThing
  /** The event's name. */
  name: string | null
  ageMs: number
}

/** Everything by which time alone can change the answers of some rules, duplicates left out. */
export interface TimedBy {
  edges: Edge[]
  /** Days of the calendar are compared: a new day, UTC, may change anybody's answer. */
  days: boolean
  /** Lots of points lapse. */
  points: boolean
  /** A pause of a subscription ends. */
  pauses: boolean
  /** What partners told counts only as long as their contract does. */
  contracts: boolean
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** What time can change of these rules, and of those that they name; no I/O, no clock. */
export function timedBy(rules: readonly Rule[], ruleOf: (segmentId: string) => Rule | null): TimedBy {
  const found: TimedBy = { edges: [], days: false, points: false, pauses: false, contracts: false }
  const edges = new Map<string, Edge>()
  const add = (of: TimedThing, name: string | null, ageMs: number) =>
    edges.set(JSON.stringify([of, name, ageMs]), { of, name, ageMs })
  const all = new Set(rules)
  for (const rule of rules)
    for (const segmentId of segmentsNamedBy(rule, ruleOf)) all.add(ruleOf(segmentId) ?? { any: [] })
  for (const rule of all) for (const condition of conditionsOf(rule)) note(condition, found, add)
  return { ...found, edges: [...edges.values()] }
}

type AddEdge = (of: TimedThing, name: string | null, ageMs: number) => void

function note(condition: Condition, found: TimedBy, add: AddEdge): void {
  switch (condition.type) {
    case 'event':
      if (condition.withinDays !== undefined) add('event', condition.name, condition.withinDays * DAY_MS)
      if (condition.minutesAgo !== undefined) add('event', condition.name, condition.minutesAgo * MINUTE_MS)
      found.days ||= (condition.where ?? []).some(({ is }) => comparesDays(is))
      break
    case 'orders':
      if (condition.withinDays !== undefined) add('order', null, condition.withinDays * DAY_MS)
      if (condition.measure !== 'days_since_last' && condition.measure !== 'days_since_first') break
      // whole days are compared: the answer turns when the last day that counts begins, or when it ends
      add('order', null, Math.floor(condition.value) * DAY_MS)
      add('order', null, (Math.floor(condition.value) + 1) * DAY_MS)
      break
    case 'first_seen':
      add('seen', null, condition.days * DAY_MS)
      break
    case 'subscription':
      found.pauses = true
      if (condition.renewsWithinDays === undefined) break
      add('renewal', null, 0)
      add('renewal', null, -condition.renewsWithinDays * DAY_MS)
      break
    case 'trait':
      found.contracts = true
      found.days ||= comparesDays(condition.is)
      break
    case 'points':
    case 'tier':
      found.points = true
      break
    default: // scores change by training, which asks everybody; consent and identifiers by what is said
  }
}

function comparesDays({ op }: Comparison): boolean {
  return op === 'in_last_days' || op === 'in_next_days'
}
