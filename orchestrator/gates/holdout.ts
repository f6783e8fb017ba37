import { askHoldouts, type Experiment, type HoldoutAnswer, holdouts } from '#domain/experiments/index.ts'
import type { Gate, OutboundFacts, OutboundMessage } from '../outbound.ts'
import { allowed, refused } from './answer.ts'

const JOURNEY = 'holdout:journey:'

/** The holdouts of a touch: the global one, and that of whoever sends it. */
function experimentsOf({ sender, experiment }: OutboundMessage, { rules }: OutboundFacts): Experiment[] {
  const { global, associates, journey } = holdouts(rules.holdouts)
  const asked = new Map([[global.key, global]])
  if (sender.type === 'associate') asked.set(associates.key, associates)
  if (sender.type === 'journey') asked.set(journey(sender.name).key, journeyOf(sender, journey(sender.name)))
  if (experiment !== null && !asked.has(experiment))
    asked.set(experiment, named(experiment, associates, journey))
  return [...asked.values()]
}

/** A journey that says its own share is asked by that. */
function journeyOf({ holdout }: { holdout?: number }, byRules: Experiment): Experiment {
  return holdout === undefined ? byRules : { ...byRules, share: holdout / 100 }
}

function named(key: string, associates: Experiment, journey: (name: string) => Experiment): Experiment {
  if (key === associates.key) return associates
  if (key.startsWith(JOURNEY)) return journey(key.slice(JOURNEY.length))
  throw new Error(`a message names a holdout that there is not: ${key}`)
}

/** Intention to treat: both arms are exposed here, at the same moment, whatever comes after. */
export function askedHoldouts(message: OutboundMessage, facts: OutboundFacts): HoldoutAnswer {
  const { rootId, exposures } = facts.person
  return askHoldouts(experimentsOf(message, facts), rootId, exposures)
}

export const holdout: Gate = (message, facts) => {
  const { heldOut } = askedHoldouts(message, facts)
  if (heldOut === null) return allowed
  const { experiment, as } = heldOut
  return refused(as === 'crossover' ? 'crossover' : 'held_out', { experiment })
}
