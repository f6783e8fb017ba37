import { type JourneyDefinition, signOfSuccess } from '#contract/journeys.ts'
import type { Db } from '#store/index.ts'
import {
  countConverted,
  type EntryTally,
  type MessageTally,
  tallyEntries,
  tallyMessages,
} from './queries-report.ts'
import type { JourneyReport, StepFigures } from './report.ts'

/** Everything a journey has come to since then, in three statements. */
export async function readReport(
  db: Db,
  definition: JourneyDefinition,
  since: Date | null,
  now: Date,
): Promise<JourneyReport> {
  const { name, success } = definition
  const entries = await tallyEntries(db, name, since)
  const messages = await tallyMessages(db, name, since)
  const converted = await countConverted(db, definition, signOfSuccess[success.measure], since, now)
  return { name, since, ...entryFigures(entries), ...messageFigures(messages, definition), converted }
}

const sum = (tallies: readonly { count: number }[]) => tallies.reduce((total, { count }) => total + count, 0)

/** Adds up under each key; keys that nothing stands under are left out. */
function by<T extends { count: number }>(
  tallies: readonly T[],
  keyOf: (tally: T) => string | null,
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const tally of tallies) {
    const key = keyOf(tally)
    if (key !== null) counts[key] = (counts[key] ?? 0) + tally.count
  }
  return counts
}

function entryFigures(tallies: readonly EntryTally[]) {
  const inside = tallies.filter(({ state }) => state === 'waiting')
  const ended = tallies.filter(({ state }) => state === 'ended')
  const leftOut = tallies.filter(({ state }) => state === 'left_out')
  return {
    entered: sum(inside) + sum(ended),
    inside: sum(inside),
    heldOut: sum(ended.filter(({ reason }) => reason === 'held_out')),
    leftOut: by(leftOut, ({ reason }) => reason),
    exits: by(ended, ({ reason }) => reason),
  }
}

const heldOutBy: ReadonlySet<string | null> = new Set(['held_out', 'crossover'])
const gaveUp: ReadonlySet<string> = new Set(['refused', 'dead', 'failed', 'cancelled'])

function messageFigures(all: readonly MessageTally[], { steps }: JourneyDefinition) {
  const last = all.filter(({ replaced }) => !replaced)
  const sent = last.filter(({ started, state }) => started && !gaveUp.has(state))
  const suppressed = last.filter(({ state, reason }) => gaveUp.has(state) && !heldOutBy.has(reason))
  const most = Math.max(steps.length, ...last.map(({ step }) => step + 1))
  return {
    sent: by(sent, ({ channel }) => channel),
    suppressed: by(suppressed, ({ reason }) => reason),
    funnel: Array.from({ length: most }, (_, step) => stepFigures(step, last, sent)),
  }
}

function stepFigures(
  step: number,
  last: readonly MessageTally[],
  sent: readonly MessageTally[],
): StepFigures {
  const of = (tallies: readonly MessageTally[]) => tallies.filter((tally) => tally.step === step)
  const went = of(sent)
  return {
    step,
    requested: sum(of(last).filter(({ reason }) => !heldOutBy.has(reason))),
    sent: sum(went),
    delivered: sum(went.filter(({ state }) => state === 'delivered' || state === 'read')),
    read: sum(went.filter(({ state }) => state === 'read')),
  }
}
