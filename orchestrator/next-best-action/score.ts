import type { ScoredAction } from './actions.ts'

export interface ScoreAsked {
  /** How likely this person answers by this channel, from 0 to 1. */
  rate: number
  /** What an answer is worth; what its offer costs where it is used; what the message costs: minor units. */
  value: number
  offerCost: number
  messageCost: number
}

/**
 * What is to be expected of an action: rate × (value − offer) − message. The expected value of one decision, each
 * part of it in minor units, so that message and channel are weighed together.
 */
export const scoreOf = ({ rate, value, offerCost, messageCost }: ScoreAsked): number =>
  rate * (value - offerCost) - messageCost

export function scoreWords({ rate, value, offerCost, messageCost }: ScoreAsked): string {
  const parts = [`${(rate * 100).toFixed(1)} of 100 answer`, `an answer is worth ${Math.round(value)}`]
  if (offerCost > 0) parts.push(`its offer costs up to ${Math.round(offerCost)}`)
  if (messageCost > 0) parts.push(`the message costs ${messageCost.toFixed(1)}`)
  return parts.join(', ')
}

/** As the arbitration decides: priority, then what is expected, then what was due first, then by name. */
export function byWorth(a: ScoredAction, b: ScoredAction): number {
  const due = ({ action }: ScoredAction) => action.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER
  return (
    b.action.priority - a.action.priority ||
    b.score - a.score ||
    due(a) - due(b) ||
    (nameOf(a) < nameOf(b) ? -1 : 1)
  )
}

const nameOf = ({ action, channel }: ScoredAction) => `${action.actionId} ${channel}`
